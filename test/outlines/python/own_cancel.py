"""Cancellation that may be swallowed: the task that is awaited was cancelled here."""
import asyncio


class Monitor:
    def __init__(self, poll):
        self._poll = poll
        self._task = None

    async def __aenter__(self):
        self._task = asyncio.create_task(self._poll())
        return self

    async def __aexit__(self, exc_type, exc, traceback):
        if self._task is not None:
            self._task.cancel()
            try:
                await self._task
            except asyncio.CancelledError:
                pass
            self._task = None
