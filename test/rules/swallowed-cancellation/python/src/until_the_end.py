"""What sleeps until it is to end takes a cancellation for the end, and goes on to what comes then."""
import asyncio


async def publish() -> None:
    await asyncio.sleep(0.1)


class Runner:
    def __init__(self) -> None:
        self._shutdown_event = asyncio.Event()
        self._data_ready = asyncio.Event()

    async def run(self) -> None:
        try:
            await self._shutdown_event.wait()
        except asyncio.CancelledError:
            pass
        await publish()

    async def run_for_ever(self) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            pass
        await publish()

    async def run_by_sleeping(self) -> None:
        try:
            while True:  # expect: busy-poll-loop
                await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass
        await publish()

    async def serve(self) -> None:
        server = await asyncio.start_server(print, port=8000)
        try:
            await server.serve_forever()
        except asyncio.CancelledError:
            pass
        await publish()

    async def use(self) -> None:
        try:
            await self._data_ready.wait()
        except asyncio.CancelledError:  # expect: swallowed-cancellation
            pass
        await publish()
