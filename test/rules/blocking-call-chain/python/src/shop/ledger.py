"""Work that is handed to a thread by way of a queue, by a method or a decorator."""
import asyncio
import queue
import sqlite3
import threading
from typing import Any, Callable


class Ledger(threading.Thread):
    def __init__(self, path: str, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.loop = loop
        self.commands: queue.Queue = queue.Queue()
        self.connection = sqlite3.connect(path, check_same_thread=False)

    def run(self) -> None:
        while True:
            future, function, arguments = self.commands.get()
            result = function(self.connection, *arguments)
            self.loop.call_soon_threadsafe(future.set_result, result)

    def hand_over(self, function: Callable[..., Any], *arguments: Any) -> asyncio.Future:
        future = self.loop.create_future()
        if self.is_alive():
            self.commands.put_nowait((future, function, arguments))
        else:
            future.set_result(function(self.connection, *arguments))
        return future

    def hand_over_early(self, function: Callable[..., Any], *arguments: Any) -> asyncio.Future:
        future = self.loop.create_future()
        if self.is_alive():
            self.commands.put((future, function, arguments))
            return future
        future.set_result(function(self.connection, *arguments))
        return future

    def do_both(self, function: Callable[..., Any], *arguments: Any) -> asyncio.Future:
        future = self.loop.create_future()
        self.commands.put_nowait((future, function, arguments))
        future.set_result(function(self.connection, *arguments))
        return future

    def _add(self, connection: sqlite3.Connection, name: str) -> None:
        connection.execute("insert into entries values (?)", (name,))

    def add(self, name: str) -> asyncio.Future:
        return self.hand_over(self._add, name)

    def add_early(self, name: str) -> asyncio.Future:
        return self.hand_over_early(self._add, name)

    def add_twice(self, name: str) -> asyncio.Future:
        return self.do_both(self._add, name)


class Entries:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def keep(self, name: str) -> None:
        await self.ledger.add(name)
        await self.ledger.add_early(name)
        await self.ledger.add_twice(name)  # expect: blocking-call-chain


def sql(function):
    """Gives something to await, and lets the thread do the work."""
    def wrapper(self: "Store", *arguments):
        future = self.loop.create_future()
        self.requests.put((future, function, arguments))
        return future
    return wrapper


class Store:
    def __init__(self, path: str, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.requests: queue.Queue = queue.Queue()
        self.connection = sqlite3.connect(path, check_same_thread=False)

    @sql
    def names(self) -> list[str]:
        return [row[0] for row in self.connection.execute("select name from entries")]

    def count(self) -> int:
        return len(self.connection.execute("select name from entries").fetchall())


async def report(store: Store) -> int:
    names = await store.names()
    return len(names) + store.count()  # expect: blocking-call-chain
