"""Commands that run a coroutine to its end: nothing else waits on such a loop, unless it begins tasks or others await it as well."""
import asyncio
from pathlib import Path

from registry import commands


async def fetch(name: str) -> str:
    await asyncio.sleep(1)
    return Path(name).read_text()  # expect: blocking-call acceptable


async def fetch_one(name: str) -> str:
    return await fetch(name)


def one(name: str) -> None:
    print(asyncio.run(fetch_one(name)))


async def fetch_together(name: str) -> str:
    await asyncio.sleep(1)
    return Path(name).read_text()  # expect: blocking-call


async def fetch_all(names: list[str]) -> list[str]:
    return await asyncio.gather(*(fetch_together(name) for name in names))


def every(names: list[str]) -> None:
    print(asyncio.run(fetch_all(names)))


async def tick() -> None:
    await asyncio.sleep(1)
    print("still at it")


async def fetch_beside(name: str) -> str:
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(1)
    text = Path(name).read_text()  # expect: blocking-call
    await ticking
    return text


def beside(name: str) -> None:
    print(asyncio.run(fetch_beside(name)))


async def fetch_for_all(name: str) -> str:
    await asyncio.sleep(1)
    return Path(name).read_text()  # expect: blocking-call


async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write((await fetch_for_all("page")).encode())


def by_hand(name: str) -> None:
    print(asyncio.run(fetch_for_all(name)))


commands.add(one, every, beside, by_hand, handle)


def run(coroutine):
    print("run")
    return asyncio.run(coroutine)


def begin(coroutine):
    print("begin")
    return coroutine


async def fetch_by_run(name: str) -> str:
    await asyncio.sleep(1)
    return Path(name).read_text()  # expect: blocking-call acceptable


async def fetch_by_begin(name: str) -> str:
    await asyncio.sleep(1)
    return Path(name).read_text()  # expect: blocking-call


def by_run(name: str) -> None:
    print(run(fetch_by_run(name)))


def by_begin(name: str) -> None:
    print(begin(fetch_by_begin(name)))


commands.add(by_run, by_begin)
