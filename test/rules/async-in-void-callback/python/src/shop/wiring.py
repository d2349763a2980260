"""Async functions where plain ones are expected."""
import asyncio
import atexit
import functools
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

executor = ThreadPoolExecutor()
tasks: set[asyncio.Task[None]] = set()


async def refresh(name: str = "all") -> None:
    _, writer = await asyncio.open_connection("shop", 80)
    writer.write(name.encode())


async def is_open(name: str) -> bool:
    await refresh(name)
    return True


async def on_done(task: "asyncio.Task[None]") -> None:
    await refresh(str(task))


def begin(name: str = "all") -> None:
    task = asyncio.get_running_loop().create_task(refresh(name))
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def show(name: str = "all") -> None:
    print(name)


class Shop:
    async def stop(self) -> None:
        await refresh("stop")

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.stop)  # expect: async-in-void-callback
        loop.call_later(60, self.stop)  # expect: async-in-void-callback
        atexit.register(self.stop)  # expect: async-in-void-callback
        loop.add_signal_handler(signal.SIGINT, self.begin_stop)
        loop.add_signal_handler(signal.SIGHUP, lambda: tasks.add(asyncio.create_task(self.stop())))

    def begin_stop(self) -> None:
        tasks.add(asyncio.ensure_future(self.stop()))


# The coroutine that they make is dropped.

async def wire(names: list[str]) -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(refresh)  # expect: async-in-void-callback
    loop.call_soon_threadsafe(refresh, "one")  # expect: async-in-void-callback
    loop.call_later(5, functools.partial(refresh, "one"))  # expect: async-in-void-callback
    loop.call_at(5, lambda: refresh("one"))  # expect: async-in-void-callback
    task = asyncio.create_task(refresh())
    task.add_done_callback(on_done)  # expect: async-in-void-callback
    await task
    signal.signal(signal.SIGTERM, refresh)  # expect: async-in-void-callback
    threading.Thread(target=refresh, args=("one",)).start()  # expect: async-in-void-callback
    threading.Timer(5, refresh).start()  # expect: async-in-void-callback
    executor.submit(refresh, "one")  # expect: async-in-void-callback
    await loop.run_in_executor(None, refresh)  # expect: async-in-void-callback
    await asyncio.to_thread(refresh, "one")  # expect: async-in-void-callback


# A coroutine is always true, and cannot be compared.

async def choose(names: list[str]) -> list[str]:
    opened = list(filter(is_open, names))  # expect: async-in-void-callback
    ordered = sorted(opened, key=is_open)  # expect: async-in-void-callback
    if any(map(is_open, ordered)):  # expect: async-in-void-callback
        return ordered
    return []


# Fine: the functions are plain, or begin a task.

async def wired(names: list[str]) -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(begin)
    loop.call_soon(show, "one")
    loop.call_later(5, begin, "one")
    loop.call_later(5, lambda: begin("one"))
    loop.call_later(5, lambda: asyncio.ensure_future(refresh()))
    loop.add_signal_handler(signal.SIGTERM, begin)
    task = asyncio.create_task(refresh())
    task.add_done_callback(tasks.discard)
    task.add_done_callback(lambda done: show(str(done)))
    await task
    threading.Thread(target=show).start()
    threading.Thread(target=asyncio.run, args=(refresh(),)).start()
    threading.Thread(target=lambda: asyncio.run(refresh())).start()
    executor.submit(asyncio.run, refresh())
    await asyncio.to_thread(show)
    atexit.register(show)
    print(sorted(names, key=len), list(filter(None, names)))


# Fine: all that they make is awaited.

async def gathered(names: list[str]) -> list[bool]:
    coroutines = map(is_open, names)
    found = await asyncio.gather(*coroutines, *map(is_open, names))
    return found


def given(callback: Any) -> None:
    asyncio.get_running_loop().call_soon(callback)


def command(function: Any) -> Any:
    @functools.wraps(function)
    def run(*values: object) -> object:
        return asyncio.run(function(*values))
    return run


@command
async def decorated() -> None:
    await refresh()


def decorated_is_plain() -> None:
    threading.Thread(target=decorated).start()
    atexit.register(decorated)
