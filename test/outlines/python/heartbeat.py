"""wait_for() as a heartbeat: the first beat cancels the task that is waited for."""
import asyncio


async def with_heartbeat(work, beat, period=5.0):
    task = asyncio.ensure_future(work)
    while not task.done():
        try:
            result = await asyncio.wait_for(task, timeout=period)
        except asyncio.TimeoutError:
            await beat()
        except asyncio.CancelledError:
            task.cancel()
            raise
        else:
            return result
    return task.result()
