"""A client whose async methods wait by themselves where sync code calls them."""
import asyncio


class Client:
    async def start(self) -> None:
        await asyncio.sleep(1)

    async def _open(self) -> None:
        await asyncio.sleep(1)

    def __enter__(self) -> "Client":
        self.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._open()  # expect: unawaited-async-call

    async def restart(self) -> None:
        self.start()  # expect: unawaited-async-call
