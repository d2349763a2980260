"""What is async, and what for."""
import abc
import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from fastapi import APIRouter

router = APIRouter()
totals: dict[str, int] = {}


async def add(name: str, amount: int) -> int:  # expect: needless-async
    totals[name] = totals.get(name, 0) + amount
    return totals[name]


async def wait(name: str) -> int:
    await asyncio.sleep(1)
    return await add(name, 1)


async def lines(names: list[str]) -> AsyncIterator[str]:
    for name in names:
        yield name.upper()


async def given(name: str) -> int:
    return len(name.upper())


async def task(name: str) -> int:
    return len(name.lower())


async def begins(name: str) -> None:
    asyncio.get_running_loop().call_later(1, print, name)


async def blocks(name: str) -> str:
    time.sleep(1)  # expect: blocking-call
    return name.upper()


async def asks(store, name: str) -> str:
    return store.read(name)


async def nobody_calls(name: str) -> str:
    return name.upper()


async def stub(name: str) -> str: ...


async def not_yet(name: str) -> str:
    raise NotImplementedError


@router.get("/")
async def index() -> dict[str, int]:
    return dict(totals)


class Store(abc.ABC):
    @abc.abstractmethod
    async def save(self, name: str) -> None: ...

    async def opened(self) -> None:
        print("opened")


class MemoryStore(Store):
    async def save(self, name: str) -> None:
        totals[name] = 1


class Sink(Protocol):
    async def write(self, text: str) -> None: ...


class Memory:
    async def write(self, text: str) -> None:
        totals[text] = 1


class Base:
    async def run(self) -> None:
        totals.clear()


class Derived(Base):
    async def run(self) -> None:
        await asyncio.sleep(1)


class Orders:
    def __init__(self) -> None:
        self.handlers: dict[str, Callable[[], Awaitable[None]]] = {"stop": self.handle_stop}

    async def __aenter__(self) -> "Orders":
        totals.clear()
        return self

    async def __aexit__(self, *error: object) -> None:
        totals.clear()

    async def handle_stop(self) -> None:
        totals.clear()

    async def forget(self, name: str) -> None:  # expect: needless-async
        totals.pop(name, None)

    async def flush(self) -> None:
        totals.clear()

    async def dispatch(self, name: str) -> None:
        await self.handlers[name]()
        await self.forget(name)
        await self.flush()


class Buffer:
    async def flush(self) -> None:
        await asyncio.sleep(0)


async def use(store: MemoryStore, sink: Memory, base: Base) -> None:
    async def inner() -> int:
        return len(totals)

    await asyncio.gather(given("a"), inner())
    asyncio.get_running_loop()
    await asyncio.wait_for(task("a"), 1)
    await begins("a")
    await asks(store, "a")
    await blocks("a")
    await stub("a")
    await not_yet("a")
    await index()
    await store.save("a")
    await store.opened()
    await sink.write("a")
    await base.run()
    await inner()
    await wait("a")
    async for line in lines(["a"]):
        print(line)
    async with Orders() as orders:
        await orders.handle_stop()
        await orders.dispatch("a")
    await Buffer().flush()
