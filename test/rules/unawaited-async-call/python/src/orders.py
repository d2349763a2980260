"""Orders that are saved, or not."""
import asyncio
import functools

import click
from aiofiles import open as open_file


async def save(order: str) -> bool:
    await asyncio.sleep(0.05)
    return True


async def place(order: str) -> str:
    save(order)  # expect: unawaited-async-call
    asyncio.sleep(1)  # expect: unawaited-async-call
    if save(order):  # expect: unawaited-async-call
        return order
    if await save(order):
        return order
    made = save(order)
    await made
    await asyncio.wait_for(save(order), 1)
    return order


def place_in_sync_code(order: str) -> None:
    save(order)  # expect: unawaited-async-call
    asyncio.run(save(order))


class Store:
    async def write(self, order: str) -> None:
        await save(order)

    async def stop(self) -> None:
        await asyncio.sleep(0)

    @staticmethod
    async def check(order: str) -> None:
        await save(order)

    async def all(self, orders: list[str]) -> None:
        for order in orders:
            self.write(order)  # expect: unawaited-async-call
            Store.check(order)  # expect: unawaited-async-call
        await asyncio.gather(*(self.write(each) for each in orders))


class SyncStore(Store):
    def stop(self) -> None:
        """Of two that are called alike, one is no coroutine."""


async def stop(store: Store) -> None:
    store.stop()


def in_loop(function):
    @functools.wraps(function)
    def wrapper(*args):
        return asyncio.run(function(*args))

    return wrapper


def step(function):
    @functools.wraps(function)
    async def async_wrapper(*args):
        return await function(*args)

    @functools.wraps(function)
    def sync_wrapper(*args):
        return function(*args)

    return async_wrapper if asyncio.iscoroutinefunction(function) else sync_wrapper


@in_loop
async def command(order: str) -> None:
    await save(order)


@click.command()
async def other_command() -> None:
    await save("a")


@step
def print_order(order: str) -> None:
    print(order)


def main() -> None:
    command("a")
    other_command()
    print_order("a")


async def numbers():
    yield 1


async def read(path: str) -> None:
    numbers()
    async with open_file(path) as file:
        await file.read()
