"""A wait under a lock that surely ends: what sets the event does so however it ends, and needs no lock."""
import asyncio


class Sender:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._closed = asyncio.Event()
        self._stuck = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def _work(self) -> None:
        try:
            await asyncio.sleep(1)
        finally:
            self._closed.set()

    async def free(self) -> None:
        async with self._lock:
            self._stuck.set()

    async def start(self) -> None:
        async with self._lock:
            self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        async with self._lock:
            await self._closed.wait()

    async def wait(self) -> None:
        async with self._lock:
            await self._stuck.wait()  # expect: lock-across-await
