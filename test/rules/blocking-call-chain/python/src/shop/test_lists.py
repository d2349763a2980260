from .lists import Batched


def read(name: str) -> str:
    with open(name) as file:
        return file.read()


class MockBatched(Batched):
    async def abatch(self, names: list[str]) -> list[str]:
        return [read(name) for name in names]  # expect: blocking-call-chain acceptable


async def test_batch() -> None:
    assert await MockBatched().abatch([]) == []
