"""Ways to come by the loop."""
import asyncio
import threading
import types
from asyncio import get_event_loop


async def load(path: str) -> str:
    loop = asyncio.get_event_loop()  # expect: deprecated-loop-api
    other = get_event_loop()  # expect: deprecated-loop-api
    running = asyncio.get_running_loop()
    await asyncio.sleep(1, loop=loop)  # expect: deprecated-loop-api
    await asyncio.wait_for(asyncio.shield(other.create_future()), 1)
    return await running.run_in_executor(None, str, path)


class Jobs:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.lock = asyncio.Lock(loop=loop)  # expect: deprecated-loop-api
        self.queue: asyncio.Queue[str] = asyncio.Queue(maxsize=1)
        self.future = asyncio.Future(loop=loop)
        self.task = asyncio.ensure_future(self.run(), loop=loop)

    async def run(self) -> None:
        self._begin()
        self._tell()
        tasks = asyncio.Task.all_tasks()  # expect: deprecated-loop-api
        print(tasks, asyncio.all_tasks())

    def _tell(self) -> None:
        try:
            loop = asyncio.get_event_loop()
        except RuntimeError:
            return
        loop.call_soon(print)

    def _begin(self) -> None:
        loop = asyncio.get_event_loop()  # expect: deprecated-loop-api
        loop.call_soon(print)

    @asyncio.coroutine
    def old(self):  # expect: deprecated-loop-api
        yield from asyncio.sleep(1)

    @types.coroutine
    def low(self):
        yield


def shared() -> asyncio.AbstractEventLoop:
    return asyncio.get_event_loop()


async def use() -> None:
    shared()


def main() -> None:
    loop = asyncio.get_event_loop()
    loop.run_until_complete(load("a"))
    shared()


def on_thread() -> None:
    loop = asyncio.get_event_loop()
    loop.run_until_complete(load("a"))


def in_both() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.get_event_loop().run_until_complete(load("b"))


async def begin() -> None:
    in_both()
    threading.Thread(target=on_thread).start()
