"""A task that its own class ends and waits for: what follows the handler is its last work."""
import asyncio
import contextlib


class Stream:
    def __init__(self, sink) -> None:
        self._sink = sink
        self._pending: list[str] = []
        self._new = asyncio.Event()
        self._task: "asyncio.Task[None] | None" = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def finish(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await self._task
            self._task = None

    async def _run(self) -> None:
        try:
            while await self._new.wait():
                self._new.clear()
                await asyncio.shield(self._sink.append("".join(self._pending)))
        except asyncio.CancelledError:
            pass
        await self._sink.append("".join(self._pending))


class Guarded:
    def __init__(self, sink) -> None:
        self._sink = sink
        self._new = asyncio.Event()
        self._task: "asyncio.Task[None] | None" = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def finish(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        try:
            while await self._new.wait():
                self._new.clear()
                await asyncio.shield(self._sink.append("next"))
        except asyncio.CancelledError:  # expect: swallowed-cancellation
            pass
        await self._sink.append("last")


class Endless:
    def __init__(self, sink) -> None:
        self._sink = sink
        self._task: "asyncio.Task[None] | None" = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def finish(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._sink.append("next")
            except asyncio.CancelledError:  # expect: swallowed-cancellation
                print("cancelled")
