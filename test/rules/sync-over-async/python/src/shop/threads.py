"""What asks on which thread it runs."""
import asyncio


class Board:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    async def _draw(self) -> None:
        await asyncio.sleep(1)

    def draw(self) -> None:
        if asyncio.get_running_loop() is self.loop:
            print("here")
        else:
            asyncio.run_coroutine_threadsafe(self._draw(), self.loop).result()

    def draw_anywhere(self) -> None:
        if self.loop.is_closed():
            print("too late")
        else:
            asyncio.run_coroutine_threadsafe(self._draw(), self.loop).result()


async def show(board: Board) -> None:
    board.draw()
    board.draw_anywhere()  # expect: sync-over-async


class Client:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    async def _start(self) -> None:
        await asyncio.sleep(1)

    def start(self):
        coroutine = self._start()
        return coroutine if self.loop.is_running() else self.loop.run_until_complete(coroutine)

    def start_blindly(self):
        coroutine = self._start()
        return coroutine if self.loop.is_closed() else self.loop.run_until_complete(coroutine)


async def connect(client: Client) -> None:
    await client.start()
    client.start_blindly()  # expect: sync-over-async
