"""Sync code that waits for async code."""
import asyncio
import concurrent.futures
import threading

import anyio


async def fetch_price(name: str) -> float:
    reader, writer = await asyncio.open_connection("prices", 80)
    writer.write(name.encode())
    return float(await reader.readline())


# Sync functions that drive a coroutine: nothing is wrong with them by themselves.

def price(name: str) -> float:
    return asyncio.run(fetch_price(name))


def total(names: list[str]) -> float:
    return sum(price(name) for name in names)


class Prices:
    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self.first = price("first")

    def of(self, name: str) -> float:
        return self._loop.run_until_complete(fetch_price(name))


class KnownPrices:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def of(self, name: str) -> float:
        return asyncio.run_coroutine_threadsafe(fetch_price(name), self._loop).result()


# Async code that comes to them.

async def direct(name: str) -> float:
    return asyncio.run(fetch_price(name))  # expect: sync-over-async


async def direct_by_loop(name: str) -> float:
    loop = asyncio.get_running_loop()
    return loop.run_until_complete(fetch_price(name))  # expect: sync-over-async


async def direct_by_anyio(name: str) -> float:
    return anyio.run(fetch_price, name)  # expect: sync-over-async


async def waiting_for_own_loop(name: str) -> float:
    future = asyncio.run_coroutine_threadsafe(fetch_price(name), asyncio.get_running_loop())
    return future.result(10)  # expect: sync-over-async


async def one(name: str) -> float:
    return price(name)  # expect: sync-over-async via price() > run()


async def several(names: list[str]) -> float:
    return total(names)  # expect: sync-over-async via total() > price() > run()


async def made() -> Prices:
    return Prices()  # expect: sync-over-async via Prices() > price() > run()


async def by_method(prices: Prices, known: KnownPrices, name: str) -> float:
    return prices.of(name) + known.of(name)  # expect: sync-over-async, sync-over-async


def show(name: str) -> None:
    print(price(name))  # expect: sync-over-async via price() > run()


async def later(name: str) -> None:
    asyncio.get_running_loop().call_soon(show, name)


# Fine: it is awaited.

async def awaited(name: str) -> float:
    return await fetch_price(name)


# Fine: it runs on a thread.

async def on_a_thread(name: str) -> float:
    return await asyncio.to_thread(price, name)


async def run_on_a_thread(name: str) -> float:
    return await asyncio.to_thread(asyncio.run, fetch_price(name))


async def on_a_thread_of_its_own(name: str) -> None:
    threading.Thread(target=price, args=(name,)).start()
    await asyncio.get_running_loop().run_in_executor(None, price, name)


# Fine: it is looked at first whether a loop runs.

def price_anywhere(name: str) -> float:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fetch_price(name))
    raise TypeError("await fetch_price() here")


def price_tried(name: str) -> float:
    try:
        return asyncio.run(fetch_price(name))
    except RuntimeError:
        return 0.0


executor = concurrent.futures.ThreadPoolExecutor()


def price_elsewhere(name: str, *, closing: bool) -> "concurrent.futures.Future[float] | float":
    def run() -> float:
        return asyncio.run(fetch_price(name))

    if closing:
        return run()
    return executor.submit(run)


async def looking(name: str) -> tuple[object, ...]:
    return price_anywhere(name), price_tried(name), price_elsewhere(name, closing=False)


# Fine: a program begins.

def main() -> None:
    print(total(["tea", "milk"]))
    asyncio.run(one("tea"))


if __name__ == "__main__":
    main()
