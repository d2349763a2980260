from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from shop import config as settings
from shop import load_config
from shop.audit import AuditTrail
from shop.store import Listener, Store

if TYPE_CHECKING:
    from shop.store import Repository


@dataclass
class Service:
    store: Store
    repository: Repository
    listener: Listener
    listeners: list[Listener] = field(default_factory=list)
    pool: ThreadPoolExecutor = field(default_factory=ThreadPoolExecutor)

    async def start(self) -> None:
        load_config()  # expect: blocking-call-chain via load_config() > read() > read_text()
        settings.cached_config()  # expect: blocking-call-chain acceptable
        settings.shared_config()  # expect: blocking-call-chain acceptable
        secret = settings.Config({}).secret  # expect: blocking-call-chain via secret > read_text()
        self.store.note(secret)  # expect: blocking-call-chain via note() > open()

    async def save(self, key: str, value: str) -> None:
        self.store.save(key, value)  # expect: blocking-call-chain via save() > _write() > write()
        self.repository.save(key, value)  # expect: blocking-call-chain via save() > _write() > write()
        self.repository.save_all({key: value})  # expect: blocking-call-chain via save_all() > save() > _write() > write()
        self.listener.on_saved(key)  # expect: blocking-call-chain via on_saved() > _append() > open()
        for each in self.listeners:
            each.on_saved(key)  # expect: blocking-call-chain via on_saved() > _append() > open()

    async def open_store(self) -> Store:
        with Store(Path("data")) as store:  # expect: blocking-call-chain acceptable via FileStore() > mkdir(), blocking-call-chain via __exit__() > sync()
            return store

    async def names(self) -> list[str]:
        lazy = self.store.keys()
        names = [name for name in self.store.keys()]  # expect: blocking-call-chain via keys() > iterdir()
        return names if lazy else []

    async def look(self, key: str) -> bool:
        return self.store.exists(key)  # expect: blocking-call-chain acceptable

    async def elsewhere(self, key: str, value: str) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(self.store.save, key, value)
        await loop.run_in_executor(None, partial(self.store.save, key, value))
        await loop.run_in_executor(self.pool, lambda: self.store.save(key, value))
        self.pool.submit(self.store.save, key, value)
        threading.Thread(target=self._work, daemon=True).start()
        await offloaded(self.store.note, key)

    def _work(self) -> None:
        self.store.note("work")
        time.sleep(1)

    async def later(self) -> None:
        def timer() -> None:
            self.store.note("later")  # expect: blocking-call-chain via note() > open()

        def save() -> None:
            self.store.note("now")

        loop = asyncio.get_running_loop()
        loop.call_later(1, timer)
        retry(save)  # expect: blocking-call-chain via save() > note() > open()

    async def guarded(self) -> None:
        run_or_schedule()


async def offloaded(function: Callable[..., None], *given: str) -> None:
    """The project's own way to a thread."""
    await asyncio.to_thread(function, *given)


def retry(function: Callable[[], None]) -> None:
    for _ in range(3):
        function()


def run_or_schedule() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(1)


def main() -> None:
    service = Service(Store(Path("data")), Store(Path("data")), AuditTrail())
    asyncio.run(run(service))


async def run(service: Service) -> None:
    guarding = asyncio.create_task(service.guarded())
    await service.start()
    await guarding
