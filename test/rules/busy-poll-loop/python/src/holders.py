"""What holds the thing that a loop looks at is put there before it waits."""
import asyncio
import enum

from somewhere import connect


class State(enum.Enum):
    DOWN = 0
    UP = 1


class Broker:
    """The connection is a package's: it tells by itself, and nothing here brings that about."""

    def __init__(self) -> None:
        self.connection = None
        self.state = State.DOWN

    async def start(self) -> None:
        self.connection = await connect()

    def stop(self) -> None:
        self.connection = None

    def up(self) -> None:
        self.state = State.UP

    async def ping(self) -> bool:
        while True:
            if self.connection.is_connected:
                return True
            await asyncio.sleep(1)

    async def ready(self) -> None:
        while self.state is not State.UP:  # expect: busy-poll-loop
            await asyncio.sleep(1)


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
