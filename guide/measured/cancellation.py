"""What goes on after everybody has gone. Run it with `python3 guide/measured/cancellation.py`.

1. 20 tasks are cancelled and awaited, for at most 2 s. Each works in steps of 20 ms, 50 of them, and swallows `CancelledError` around a step or lets it pass.
2. 4 calls are cancelled after 50 ms. Each has given 25 steps of 20 ms to a thread, which is told by an event or not. Counted are the steps done afterwards.
3. One of 20 tasks fails after 20 ms, the others take 200 ms. Counted are those that went on to the end after the whole had failed.
4. Of 100 saves, 10 fail and 5 are cancelled. What the caller is told.
"""

import asyncio
import datetime
import platform
import threading
import time


async def swallowing(passes: bool) -> str:
    steps = 0

    async def job() -> None:
        nonlocal steps
        for _ in range(50):
            try:
                await asyncio.sleep(0.02)
            except asyncio.CancelledError:
                if passes:
                    raise
            steps += 1

    tasks = [asyncio.create_task(job()) for _ in range(20)]
    await asyncio.sleep(0.05)
    steps, begun = 0, time.perf_counter()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=2)
    return f"stopped after {(time.perf_counter() - begun) * 1000:.0f} ms, steps after the cancellation: {steps}"


async def in_threads(tells: bool) -> str:
    steps_after, gone = 0, threading.Event()

    def job(told: threading.Event | None) -> None:
        nonlocal steps_after
        for _ in range(25):
            if told is not None and told.is_set():
                return
            time.sleep(0.02)
            steps_after += gone.is_set()

    async def call() -> None:
        told = threading.Event()
        try:
            await asyncio.to_thread(job, told if tells else None)
        finally:
            told.set()

    tasks = [asyncio.create_task(call()) for _ in range(4)]
    await asyncio.sleep(0.05)
    gone.set()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    await asyncio.get_running_loop().shutdown_default_executor()
    return f"steps after the cancellation: {steps_after} of 100"


async def failing_together(group: bool) -> str:
    went_on = 0

    async def one(number: int) -> None:
        nonlocal went_on
        if number == 0:
            await asyncio.sleep(0.02)
            raise OSError("failed")
        await asyncio.sleep(0.2)
        went_on += 1

    try:
        if group:
            async with asyncio.TaskGroup() as tasks:
                for number in range(20):
                    tasks.create_task(one(number))
        else:
            await asyncio.gather(*(one(number) for number in range(20)))
    except (OSError, ExceptionGroup):
        pass
    await asyncio.sleep(0.4)
    return f"went on to the end: {went_on} of 19"


async def gathering(looks: bool) -> str:
    async def save(number: int) -> None:
        await asyncio.sleep(0.01)
        if number % 10 == 0:
            raise OSError("disk full")

    saves = [asyncio.create_task(save(number)) for number in range(100)]
    await asyncio.sleep(0)
    for number in range(1, 100, 20):
        saves[number].cancel()
    results = await asyncio.gather(*saves, return_exceptions=True)
    if not looks:
        return f"saved: {len(results)}"
    by_exception = sum(isinstance(each, Exception) for each in results)
    by_base = sum(isinstance(each, BaseException) for each in results)
    return f"`isinstance(…, Exception)` finds {by_exception} failures, `BaseException` finds {by_base}"


async def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {datetime.date.today()}")
    print(f"swallowed: {await swallowing(False)}\npassed on: {await swallowing(True)}")
    print(f"gather alone: {await failing_together(False)}\nTaskGroup: {await failing_together(True)}")
    print(f"gather(return_exceptions=True), not looked at: {await gathering(False)}\nlooked at: {await gathering(True)}")


asyncio.run(main())
for label, tells in (("thread not told", False), ("thread told", True)):
    print(f"{label}: {asyncio.run(in_threads(tells))}")
