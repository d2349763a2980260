"""What becomes of work that nobody waits for. Run it with `python3 guide/measured/lost_tasks.py`.

A program starts 100 saves of 50 ms each, of which 10 fail, and is asked to stop 10 ms later (or 100 ms, where that is said). Counted are the saves
that were begun and done, and the failures that the program saw for itself. Another 1000 tasks wait for something that only they refer to, as a
task does that waits for an object it made: counted are those that the garbage collector took before they were done.
"""

import asyncio
import datetime
import gc
import logging
import platform
import warnings

SAVES, TAKES, FAILS_EVERY = 100, 0.05, 10
counts = {"begun": 0, "done": 0, "seen": 0}


async def save(number: int) -> None:
    counts["begun"] += 1
    await asyncio.sleep(TAKES)
    if number % FAILS_EVERY == 0:
        raise OSError(f"save {number} failed")
    counts["done"] += 1


async def not_awaited(stop_after: float) -> None:
    for number in range(SAVES):
        save(number)
    await asyncio.sleep(stop_after)


async def dropped(stop_after: float) -> None:
    for number in range(SAVES):
        asyncio.create_task(save(number))
    await asyncio.sleep(stop_after)


async def tracked(stop_after: float) -> None:
    running: set[asyncio.Task[None]] = set()

    def ended(task: asyncio.Task[None]) -> None:
        running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            counts["seen"] += 1

    for number in range(SAVES):
        task = asyncio.create_task(save(number))
        running.add(task)
        task.add_done_callback(ended)
    await asyncio.sleep(stop_after)
    if running:
        await asyncio.wait(running, timeout=5)
    await asyncio.sleep(0)


async def awaited(_stop_after: float) -> None:
    results = await asyncio.gather(*(save(number) for number in range(SAVES)), return_exceptions=True)
    counts["seen"] += sum(isinstance(each, OSError) for each in results)


async def collected(keep: bool) -> int:
    done, kept = 0, []

    async def wait_for_answer() -> None:
        nonlocal done
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        await answer
        done += 1

    destroyed = 0

    def note(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        nonlocal destroyed
        destroyed += "destroyed" in str(context["message"])

    asyncio.get_running_loop().set_exception_handler(note)
    for _ in range(1000):
        task = asyncio.create_task(wait_for_answer())
        if keep:
            kept.append(task)
    del task
    await asyncio.sleep(0.01)
    gc.collect()
    for each in kept:
        each.cancel()
    return destroyed


def main() -> None:
    warnings.simplefilter("ignore", RuntimeWarning)
    logging.disable(logging.CRITICAL)
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {datetime.date.today()}")
    print(f"| {SAVES} saves, of which {SAVES // FAILS_EVERY} fail | begun | done | failures seen |\n|---|--:|--:|--:|")
    for name, way, stop_after in (
        ("called, not awaited, stopped after 100 ms", not_awaited, 0.1),
        ("create_task, dropped, stopped after 10 ms", dropped, 0.01),
        ("create_task, dropped, stopped after 100 ms", dropped, 0.1),
        ("tracked, drained at the stop after 10 ms", tracked, 0.01),
        ("awaited", awaited, 0),
    ):
        counts.update(begun=0, done=0, seen=0)
        asyncio.run(way(stop_after))
        print(f"| {name} | {counts['begun']} | {counts['done']} | {counts['seen']} |")
    print(f"of 1000 waiting tasks the garbage collector took {asyncio.run(collected(False))} that were dropped, {asyncio.run(collected(True))} that were kept")


main()
