"""Who is first."""
import asyncio
from asyncio import FIRST_COMPLETED


async def fetch(name: str) -> str:
    await asyncio.sleep(1)
    return name


async def fastest(names: list[str]) -> str:
    tasks = [asyncio.create_task(fetch(name)) for name in names]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # expect: losers-not-cancelled
    return done.pop().result()


async def of_two() -> str:
    first = asyncio.create_task(fetch("a"))
    second = asyncio.create_task(fetch("b"))
    done, _ = await asyncio.wait({first, second}, return_when=FIRST_COMPLETED)  # expect: losers-not-cancelled
    if first in done:
        return first.result()
    return second.result()


async def until(stop: asyncio.Event, queue: "asyncio.Queue[str]") -> None:
    while not stop.is_set():
        await asyncio.wait([asyncio.create_task(queue.get()), asyncio.create_task(stop.wait())], return_when=FIRST_COMPLETED)  # expect: losers-not-cancelled


async def cancelled(names: list[str]) -> str:
    tasks = [asyncio.create_task(fetch(name)) for name in names]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for each in pending:
        each.cancel()
    return done.pop().result()


async def cancelled_all(names: list[str]) -> str:
    tasks = [asyncio.create_task(fetch(name)) for name in names]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        for task in tasks:
            task.cancel()


async def one_by_one() -> str:
    first = asyncio.create_task(fetch("a"))
    second = asyncio.create_task(fetch("b"))
    done, _ = await asyncio.wait({first, second}, return_when=FIRST_COMPLETED)
    if first in done:
        second.cancel()
        return first.result()
    first.cancel()
    return await second


async def in_turn(names: list[str]) -> None:
    pending = {asyncio.create_task(fetch(name)) for name in names}
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        print(len(done))


async def again(stop: asyncio.Event) -> None:
    stopped = asyncio.create_task(stop.wait())
    while not stopped.done():
        work = asyncio.create_task(fetch("a"))
        await asyncio.wait([stopped, work], return_when=FIRST_COMPLETED)
        work.cancel()


class Race:
    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[str]] = set()
        self.task = asyncio.create_task(fetch("kept"))

    async def kept(self) -> None:
        task = asyncio.create_task(fetch("a"))
        self.tasks.add(task)
        await asyncio.wait([task, self.task], return_when=FIRST_COMPLETED)

    async def grouped(self) -> None:
        async with asyncio.TaskGroup() as group:
            first = group.create_task(fetch("a"))
            second = group.create_task(fetch("b"))
            await asyncio.wait([first, second], return_when=FIRST_COMPLETED)

    async def given(self, tasks: list[asyncio.Task[str]]) -> set[asyncio.Task[str]]:
        done, _ = await asyncio.wait(tasks, return_when=FIRST_COMPLETED)
        await asyncio.wait(tasks)
        return done

    async def returned(self) -> tuple[set[asyncio.Task[str]], set[asyncio.Task[str]]]:
        return await asyncio.wait([asyncio.create_task(fetch("a")), asyncio.create_task(fetch("b"))], return_when=FIRST_COMPLETED)

    async def all(self) -> None:
        tasks = [asyncio.create_task(fetch("a")), asyncio.create_task(fetch("b"))]
        await asyncio.wait(tasks)


async def serve(name: str) -> None:
    serving = asyncio.create_task(fetch(name))
    stopping = asyncio.create_task(asyncio.sleep(60))
    done, _ = await asyncio.wait([serving, stopping], return_when=FIRST_COMPLETED)
    for each in done:
        each.result()


async def serve_and_tell(name: str) -> None:
    serving = asyncio.create_task(fetch(name))
    stopping = asyncio.create_task(asyncio.sleep(60))
    done, _ = await asyncio.wait([serving, stopping], return_when=FIRST_COMPLETED)  # expect: losers-not-cancelled
    await fetch(f"{name} is over, after {len(done)}")


def main() -> None:
    asyncio.run(serve("a"))
    asyncio.run(serve_and_tell("b"))


async def beat(stopping: asyncio.Task[None]) -> None:
    while not stopping.done():
        pause = asyncio.create_task(asyncio.sleep(15))
        await asyncio.wait([pause, stopping], return_when=FIRST_COMPLETED)  # expect: losers-not-cancelled as hint
