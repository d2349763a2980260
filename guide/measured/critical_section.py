"""What a lock costs that is held while something is awaited. Run it with `python3 guide/measured/critical_section.py`.

50 requests change one shared object under a lock. Each needs a price that takes 20 ms to fetch: fetched while the lock is held, or before.
"""

import asyncio
import datetime
import platform
import time

REQUESTS, FETCH = 50, 0.02
worth = 0.0


async def price() -> float:
    await asyncio.sleep(FETCH)
    return 2.0


async def held(lock: asyncio.Lock) -> None:
    global worth
    async with lock:
        found = await price()
        worth += found


async def short(lock: asyncio.Lock) -> None:
    global worth
    found = await price()
    async with lock:
        worth += found


async def measure(change) -> list[float]:
    lock, begun = asyncio.Lock(), time.perf_counter()

    async def request() -> float:
        await change(lock)
        return (time.perf_counter() - begun) * 1000

    return sorted(await asyncio.gather(*(request() for _ in range(REQUESTS))))


print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {datetime.date.today()}")
print(f"| {REQUESTS} requests, price fetched | all done | p50 | p99 |\n|---|--:|--:|--:|")
for name, change in (("while it is held", held), ("before it is taken", short)):
    times = asyncio.run(measure(change))
    print(f"| {name} | {times[-1]:.0f} ms | {times[REQUESTS // 2]:.0f} ms | {times[int(REQUESTS * 0.99)]:.0f} ms |")
