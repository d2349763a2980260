"""Two tasks take the same lock and wait 10 ms under it. Run it with `python3 guide/measured/lock_across_await.py`; what is not done after 3 s is killed."""
import asyncio
import multiprocessing
import threading
import time

inside = most = 0


async def work() -> None:
    global inside, most
    inside += 1
    most = max(most, inside)
    await asyncio.sleep(0.01)
    inside -= 1


async def under(kind: str) -> None:
    lock = {"asyncio.Lock": asyncio.Lock, "threading.Lock": threading.Lock, "threading.RLock": threading.RLock}[kind]()

    async def one() -> None:
        if isinstance(lock, asyncio.Lock):
            async with lock:
                await work()
        else:
            with lock:
                await work()

    begin = time.perf_counter()
    await asyncio.gather(one(), one())
    print(f"{kind}: both done after {(time.perf_counter() - begin) * 1e3:.0f} ms, at most {most} in it at once", flush=True)


def run(kind: str) -> None:
    asyncio.run(under(kind))


if __name__ == "__main__":
    for name in ["asyncio.Lock", "threading.Lock", "threading.RLock"]:
        process = multiprocessing.Process(target=run, args=(name,))
        process.start()
        process.join(3)
        if process.is_alive():
            process.kill()
            print(f"{name}: not done after 3 s")
