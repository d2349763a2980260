"""Work that its owner begins as tasks, by way of a function of its own, and cancels when nobody wants it any more."""
import asyncio


class Fetcher:
    def __init__(self, client) -> None:
        self._client = client
        self._pending: set[asyncio.Task] = set()

    def refresh(self, nodes) -> None:
        def start(coroutine) -> None:
            self._pending.add(asyncio.create_task(coroutine))

        for node in nodes:
            start(self._fetch(node))

    async def _fetch(self, node) -> bool:
        try:
            await self._client.send(node)
        except asyncio.CancelledError:
            return False
        return True

    async def fetch_and_store(self, node) -> bool:
        try:
            await self._client.send(node)
        except asyncio.CancelledError:  # expect: swallowed-cancellation
            return False
        return True

    async def run(self, node) -> None:
        if await self.fetch_and_store(node):
            await self._client.commit(node)
        else:
            await self._client.send("again")

    async def close(self) -> None:
        for task in self._pending:
            task.cancel()
            await task
