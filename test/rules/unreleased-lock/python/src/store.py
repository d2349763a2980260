"""Locks that are taken by hand."""
import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)
table_lock = threading.Lock()
table: dict[str, str] = {}


async def fetch(name: str) -> str:
    await asyncio.sleep(0)
    return name


class Store:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._mutex = threading.Lock()
        self._slots = asyncio.Semaphore(3)
        self._names: list[str] = []

    async def load(self, name: str) -> None:
        await self._lock.acquire()  # expect: unreleased-lock
        self._names.append(await fetch(name))
        self._lock.release()

    async def leave(self, name: str) -> None:
        await self._lock.acquire()  # expect: unreleased-lock
        if name == "":
            return
        self._names.append(name)
        self._lock.release()

    async def slot(self, name: str) -> str:
        await self._slots.acquire()  # expect: unreleased-lock
        text = await fetch(name)
        self._slots.release()
        return text

    async def late(self, name: str) -> None:
        await self._lock.acquire()  # expect: unreleased-lock
        text = await fetch(name)
        try:
            self._names.append(text)
        finally:
            log.info("stored")
        self._lock.release()

    @contextmanager
    def locked(self) -> Iterator[None]:
        self._mutex.acquire()  # expect: unreleased-lock
        yield
        self._mutex.release()

    @contextmanager
    def well_locked(self) -> Iterator[None]:
        self._mutex.acquire()
        try:
            yield
        finally:
            self._mutex.release()

    async def well(self, name: str) -> None:
        await self._lock.acquire()
        try:
            self._names.append(await fetch(name))
        finally:
            self._lock.release()

    async def inside(self, name: str) -> None:
        try:
            await self._lock.acquire()
            self._names.append(await fetch(name))
        finally:
            self._lock.release()

    async def by_handler(self, name: str) -> None:
        await self._lock.acquire()
        try:
            text = await fetch(name)
        except BaseException:
            self._lock.release()
            raise
        self._names.append(text)
        self._lock.release()

    async def short(self, name: str) -> None:
        await self._lock.acquire()
        self._names.append(name)
        log.info("added %s", name)
        self._lock.release()

    async def release_first(self, name: str) -> str:
        await self._lock.acquire()
        if name == "":
            self._lock.release()
            return await fetch("a")
        self._names.append(name)
        self._lock.release()
        return await fetch(name)

    async def handed_on(self, name: str) -> None:
        await self._slots.acquire()
        task = asyncio.create_task(fetch(name))
        task.add_done_callback(lambda _: self._slots.release())
        await task

    async def begin(self) -> None:
        await self._lock.acquire()
        await fetch("begin")

    def end(self) -> None:
        self._lock.release()

    async def __aenter__(self) -> "Store":
        await self._lock.acquire()
        return self

    async def __aexit__(self, *error: object) -> None:
        self._lock.release()

    async def around(self, name: str) -> None:
        async with self._lock:
            self._lock.release()
            try:
                await fetch(name)
            finally:
                await self._lock.acquire()

    def maybe(self, name: str) -> bool:
        if not self._mutex.acquire(timeout=1):
            return False
        try:
            self.put(name)
        finally:
            self._mutex.release()
        return True

    def put(self, name: str) -> None:
        self._names.append(name)


def write(name: str, store: Store) -> None:
    table_lock.acquire()  # expect: unreleased-lock
    store.put(name)
    table_lock.release()
