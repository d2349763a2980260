"""What it costs to look again and again. Run it with `python3 guide/measured/waiting.py`.

Each of 100 tasks waits for something of its own that happens once, at a moment of its own, within the next second: by looking every 50 or 10 ms or
at every turn of the loop, or by being told. Counted are the processor's time and how late each task noticed.
"""

import asyncio
import datetime
import platform
import time

TASKS, WITHIN = 100, 1.0


class Job:
    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self.ready_at = 0.0

    def finish(self) -> None:
        self.ready_at = time.perf_counter()
        self.ready.set()


async def poll(job: Job, period: float) -> None:
    while not job.ready.is_set():
        await asyncio.sleep(period)


async def measure(wait) -> list[float]:
    async def one(number: int) -> float:
        job = Job()
        asyncio.get_running_loop().call_later(0.037 + number * (WITHIN - 0.05) / TASKS + (number % 7) / 1000, job.finish)
        await wait(job)
        return (time.perf_counter() - job.ready_at) * 1000

    return await asyncio.gather(*(one(number) for number in range(TASKS)))


print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {datetime.date.today()}")
print("| 100 tasks wait up to a second | noticed late, mean | max | processor |\n|---|--:|--:|--:|")
for name, wait in (
    ("`await sleep(0.05)` in a loop", lambda job: poll(job, 0.05)),
    ("`await sleep(0.01)` in a loop", lambda job: poll(job, 0.01)),
    ("`await sleep(0)` in a loop", lambda job: poll(job, 0)),
    ("`await event.wait()`", lambda job: job.ready.wait()),
):
    before = time.process_time()
    late = asyncio.run(measure(wait))
    print(f"| {name} | {sum(late) / TASKS:.1f} ms | {max(late):.1f} ms | {(time.process_time() - before) * 1000:.0f} ms |")
