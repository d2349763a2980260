"""A list that production code goes through by whoever extends it."""
import asyncio


class Batched:
    def __init__(self) -> None:
        self.task = asyncio.create_task(self.run())

    async def abatch(self, names: list[str]) -> list[str]:
        raise NotImplementedError

    async def run(self) -> list[str]:
        return await self.abatch(["a"])
