"""A bus with a history cut off at its front, handlers of both kinds, and tasks that are kept until they are done."""
import asyncio


class Bus:
    def __init__(self, limit=100):
        self._limit = limit
        self._history = []
        self._handlers = {}
        self._tasks = set()

    async def publish(self, event, log):
        self._history.append(event)
        if len(self._history) > self._limit:
            self._history.pop(0)
        for handler in self._handlers.get(event.type, []):
            try:
                if asyncio.iscoroutinefunction(handler):
                    await handler(event)
                else:
                    handler(event)
            except Exception as error:
                log(error)

    def publish_later(self, event, log):
        task = asyncio.create_task(self.publish(event, log))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
