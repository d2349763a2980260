"""Locks that are held while something is waited for."""
import asyncio
import multiprocessing
import threading
from contextlib import nullcontext


async def fetch(name: str) -> float:
    reader, _ = await asyncio.open_connection(name, 80)
    return float(await reader.readline())


module_lock = threading.Lock()


class Stock:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._again = threading.RLock()
        self._slots = threading.Semaphore(3)
        self._shared = multiprocessing.Lock()
        self._tasks = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._items: asyncio.Queue[str] = asyncio.Queue()
        self._opened = asyncio.Event()
        self._worth = 0.0

    # A lock of threads, across an await.

    async def add(self, name: str) -> None:
        with self._lock:  # expect: lock-across-await
            self._worth += await fetch(name)

    async def add_again(self, name: str) -> None:
        with self._again:  # expect: lock-across-await
            if name:
                price = await fetch(name)
                self._worth = price

    async def add_in_slot(self, name: str) -> None:
        with self._slots:  # expect: lock-across-await, blocking-lock
            async with asyncio.timeout(1):
                self._worth = 1.0

    async def add_shared(self, name: str) -> None:
        with self._shared:  # expect: lock-across-await
            await fetch(name)

    async def add_all(self, reader: asyncio.StreamReader) -> None:
        with module_lock:  # expect: lock-across-await
            async for line in reader:
                self._worth += float(line)

    async def add_by_hand(self, name: str) -> None:
        self._lock.acquire()  # expect: lock-across-await, blocking-lock
        try:
            self._worth += await fetch(name)
        finally:
            self._lock.release()

    # An async lock, while waiting for something that may never come.

    async def take(self) -> str:
        async with self._tasks:
            return await self._items.get()  # expect: lock-across-await

    async def put(self, item: str) -> None:
        async with self._tasks:
            self._items.put_nowait(item)

    async def opened(self) -> None:
        async with self._tasks:
            if not self._opened.is_set():
                await self._opened.wait()  # expect: lock-across-await

    # Fine: it is let go before, or nothing is awaited.

    async def add_after(self, name: str) -> None:
        price = await fetch(name)
        with self._lock:  # expect: blocking-lock
            self._worth += price

    async def add_with_tasks(self, name: str) -> None:
        async with self._tasks:
            self._worth += await fetch(name)

    async def add_released(self, name: str) -> None:
        if self._lock.acquire(blocking=False):
            self._worth = 1.0
            self._lock.release()
        await fetch(name)

    async def add_later(self, name: str) -> None:
        with self._lock:  # expect: blocking-lock
            async def later() -> None:
                await fetch(name)
            task = asyncio.create_task(later())
        await task

    async def add_without(self, name: str) -> None:
        with nullcontext():
            self._worth = await fetch(name)

    def add_on_a_thread(self, price: float) -> None:
        with self._lock:
            self._worth += price

    # Fine: the wait has an end, or the lock lets in one reader at a time.

    async def take_in_time(self) -> str:
        async with self._tasks:
            return await asyncio.wait_for(self._items.get(), 1)

    async def take_by_deadline(self) -> str:
        async with self._tasks, asyncio.timeout(1):
            return await self._items.get()

    async def take_by_inner_deadline(self) -> str:
        async with self._tasks:
            async with asyncio.timeout(1):
                return await self._items.get()

    async def read(self) -> list[str]:
        async with self._reading:
            first = await self._items.get()
            return [first, self._items.get_nowait()]


class Waiting:
    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._items: list[str] = []

    async def take(self) -> str:
        async with self._changed:
            await self._changed.wait_for(lambda: bool(self._items))
            return self._items.pop()

    async def put(self, item: str) -> None:
        async with self._changed:
            self._items.append(item)
            self._changed.notify()


class Server:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def start(self) -> None:
        async with self._lock:
            ready = asyncio.Event()
            await self._begin(8080, ready=ready)
            await ready.wait()

    async def start_in_part(self) -> None:
        async with self._lock:
            ready = asyncio.Event()
            await self._begin_one(8080, ready)
            await ready.wait()  # expect: lock-across-await

    async def _begin(self, port: int, ready: asyncio.Event) -> None:
        await asyncio.sleep(port)
        await self._end(ready)

    async def _begin_one(self, port: int, ready: asyncio.Event) -> None:
        if port == 80:
            return
        await asyncio.sleep(port)
        ready.set()

    async def _end(self, ready: asyncio.Event | None = None) -> None:
        await asyncio.sleep(1)
        if ready is not None:
            ready.set()
