"""A program that is told to stop keeps what it has so far."""
import asyncio
import logging
import signal

logger = logging.getLogger(__name__)


class Downloads:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()

    async def fetch(self, page: int) -> list[str]:
        await asyncio.sleep(page)
        return []

    async def by_page(self, count: int) -> list[str]:
        found: list[str] = []
        page = 0
        while page < count:
            try:
                found.extend(await self.fetch(page))
                page += 1
            except asyncio.CancelledError:
                logger.debug("stopped")
                break
        return found

    async def all(self, count: int) -> list[str]:
        return await self.by_page(count)

    def run(self) -> list[str]:
        task = asyncio.ensure_future(self.all(10), loop=self.loop)
        for sig in (signal.SIGINT, signal.SIGTERM):
            self.loop.add_signal_handler(sig, task.cancel)
        return self.loop.run_until_complete(task)


class Reports:
    async def fetch(self, page: int) -> list[str]:
        await asyncio.sleep(page)
        return []

    async def by_page(self, count: int) -> list[str]:
        found: list[str] = []
        page = 0
        while page < count:
            try:
                found.extend(await self.fetch(page))
                page += 1
            except asyncio.CancelledError:  # expect: swallowed-cancellation as info
                logger.debug("stopped")
                break
        return found

    async def in_all(self, count: int) -> list[str]:
        found: list[str] = []
        page = 0
        while page < count:
            try:
                found.extend(await self.fetch(page))
                page += 1
            except BaseException:  # expect: swallowed-cancellation as warning
                break
        return found

    async def all(self, count: int) -> int:
        return len(await self.by_page(count)) + len(await self.in_all(count))
