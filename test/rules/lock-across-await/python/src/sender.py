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


class Inbox:
    """One who reads at a time; who writes takes another lock."""

    def __init__(self) -> None:
        self._reading = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._arrived = asyncio.Event()
        self._parts: asyncio.Queue[bytes] = asyncio.Queue()

    async def get(self) -> None:
        async with self._reading:
            await self._arrived.wait()

    async def part(self) -> bytes:
        async with self._reading:
            return await self._parts.get()

    async def put(self, part: bytes) -> None:
        async with self._writing:
            await self._parts.put(part)
            self._arrived.set()
