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
