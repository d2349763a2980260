"""Loops that never rest, and flags behind a protocol that stands for a class."""
import asyncio
import select
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    class Pool(Protocol):
        """Has fallen behind the class that it stands for."""

        @property
        def should_stop(self) -> bool: ...

        def worker(self, name: str) -> object: ...


async def watch_keys() -> None:
    while True:  # expect: busy-poll-loop
        readable, _, _ = select.select([sys.stdin], [], [], 0)
        if readable:
            print(sys.stdin.readline())  # expect: blocking-call
        await asyncio.sleep(0)


async def watch_by_pool(pool: "Pool") -> None:
    while not pool.should_stop:  # expect: busy-poll-loop
        await asyncio.sleep(0.1)


# It ends, or rests.

async def count_all(numbers: list[int]) -> int:
    total = 0
    while True:
        if not numbers:
            return total
        total += numbers.pop()
        await asyncio.sleep(0)


async def sum_all(numbers: list[int]) -> int:
    total = 0
    for number in numbers:
        total += number
        await asyncio.sleep(0)
    return total


async def serve(queue: "asyncio.Queue[str]") -> None:
    while True:
        print(await queue.get())
        await asyncio.sleep(0)


async def beat() -> None:
    while True:
        print(await asyncio.to_thread(sys.stdin.readline))
        await asyncio.sleep(1)
