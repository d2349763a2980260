"""A client for sync and async code: whoever awaits what a plain method gives was given something to await."""
import asyncio
import threading


class Client:
    def __init__(self, loop: asyncio.AbstractEventLoop, is_async: bool) -> None:
        self.loop = loop
        self.is_async = is_async

    def run(self, name: str):
        if self.is_async:
            return self._run(name)
        done = threading.Event()
        self.loop.call_soon_threadsafe(done.set)
        done.wait()
        return None

    async def _run(self, name: str) -> str:
        await asyncio.sleep(1)
        return name


async def report(client: Client) -> None:
    await client.run("count")
    client.run("close")  # expect: blocking-lock
