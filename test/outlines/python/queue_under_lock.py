"""An async lock held over a wait that may never end."""
import asyncio


class Outbox:
    def __init__(self):
        self._lock = asyncio.Lock()
        self._queue = asyncio.Queue()

    async def drain(self, send, cancel_token=None):
        async with self._lock:
            while not (cancel_token and cancel_token.is_cancelled):
                message = await self._queue.get()
                try:
                    await send(message)
                finally:
                    self._queue.task_done()
