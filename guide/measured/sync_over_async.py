"""What it costs, or breaks, to wait for async code in sync code. Run it with `python3 guide/measured/sync_over_async.py`."""
import asyncio
import concurrent.futures
import time


async def nothing() -> None:
    await asyncio.sleep(0)


def microseconds(begin: float, count: int) -> float:
    return (time.perf_counter() - begin) / count * 1e6


async def inside() -> None:
    coroutine = nothing()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print("asyncio.run() in async code:", error)
    coroutine.close()

    begin = time.perf_counter()
    try:
        asyncio.run_coroutine_threadsafe(nothing(), asyncio.get_running_loop()).result(timeout=2)
    except concurrent.futures.TimeoutError:
        print(f"run_coroutine_threadsafe().result(2) on its own loop: not done after {time.perf_counter() - begin:.1f} s")

    begin = time.perf_counter()
    for _ in range(1000):
        await nothing()
    print(f"await: {microseconds(begin, 1000):.1f} µs")

    begin = time.perf_counter()
    for _ in range(200):
        await asyncio.to_thread(asyncio.run, nothing())
    print(f"asyncio.run() on another thread: {microseconds(begin, 200):.0f} µs")


asyncio.run(inside())
started = time.perf_counter()
for _ in range(200):
    asyncio.run(nothing())
print(f"asyncio.run(): {microseconds(started, 200):.0f} µs")
