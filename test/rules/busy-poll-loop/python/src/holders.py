"""What holds the thing that a loop looks at is put there before it waits."""
import asyncio


class Bot:
    def __init__(self) -> None:
        self.app = None
        self.link = None

    def init(self) -> None:
        self.app = make_app()
        self.link = make_app()
        asyncio.run(self.start())

    async def start(self) -> None:
        await self.app.start()
        while True:
            await asyncio.sleep(10)
            if not self.app.updater.running:
                break
        while not self.link.closed:
            await asyncio.sleep(1)

    async def watch(self) -> None:
        while not self.link.closed:  # expect: busy-poll-loop
            await asyncio.sleep(1)


def make_app():
    return __import__("somewhere").App()
