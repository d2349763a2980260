"""What asks whether a function is async, and goes on where it is none."""
import asyncio
import inspect


class Service:
    async def open_all(self) -> None:
        await asyncio.sleep(1)

    async def close_all(self) -> None:
        await asyncio.sleep(1)

    def run(self) -> None:
        loop = asyncio.new_event_loop()
        if inspect.iscoroutinefunction(self.open_all):
            loop.run_until_complete(self.open_all())
            loop.run_until_complete(self.close_all())
        else:
            self.open_all()
            self.close_all()

    def run_plain(self) -> None:
        if not asyncio.iscoroutinefunction(self.open_all):
            self.open_all()
            return
        self.close_all()  # expect: unawaited-async-call

    def close(self) -> None:
        self.close_all()  # expect: unawaited-async-call
