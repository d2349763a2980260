"""Results of `gather` that hold failures and cancellations."""
import asyncio
import logging
from asyncio import CancelledError, gather

logger = logging.getLogger(__name__)


async def save(number: int) -> int:
    _, writer = await asyncio.open_connection("store", 80)
    writer.write(str(number).encode())
    await writer.drain()
    return number


async def save_safely(number: int) -> None:
    try:
        await save(number)
    except Exception:
        logger.exception("%s was not saved", number)


async def close(number: int) -> None:
    await save(-number)


# Nothing looks at the results.

async def dropped(numbers: list[int]) -> None:
    await asyncio.gather(*(save(n) for n in numbers), return_exceptions=True)  # expect: hidden-cancellation


async def two_dropped() -> None:
    await gather(save(1), save(2), return_exceptions=True)  # expect: hidden-cancellation


async def counted(numbers: list[int]) -> str:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)  # expect: hidden-cancellation
    return f"saved {len(results)}"


async def dropped_in_time(numbers: list[int]) -> None:
    _ = await asyncio.wait_for(asyncio.gather(*[save(n) for n in numbers], return_exceptions=True), timeout=5)  # expect: hidden-cancellation


async def tasks_dropped(numbers: list[int]) -> None:
    tasks = []
    for number in numbers:
        tasks.append(asyncio.create_task(save(number)))
    await asyncio.gather(*tasks, return_exceptions=True)  # expect: hidden-cancellation


async def future_dropped(numbers: list[int]) -> None:
    future = asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)  # expect: hidden-cancellation
    await future


# They are used as if nothing had failed.

async def summed(numbers: list[int]) -> int:
    total = 0
    for each in await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True):  # expect: hidden-cancellation
        total += each + 1
    return total


async def named() -> int:
    first, second = await asyncio.gather(save(1), save(2), return_exceptions=True)  # expect: hidden-cancellation
    return first + second


async def only_one_tested() -> int:
    first, second = await asyncio.gather(save(1), save(2), return_exceptions=True)  # expect: hidden-cancellation
    if isinstance(first, BaseException):
        raise first
    return first + second.bit_length()


# Failures are told apart, and cancellations taken for results.

async def partly(numbers: list[int]) -> list[int]:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)  # expect: hidden-cancellation
    saved: list[int] = []
    for result in results:
        if isinstance(result, Exception):
            logger.error("not saved: %s", result)
        else:
            saved.append(result)
    return saved


async def partly_filtered(numbers: list[int]) -> list[int]:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)  # expect: hidden-cancellation
    for number, result in zip(numbers, results):
        if isinstance(result, (ValueError, OSError)):
            logger.error("%s was not saved: %s", number, result)
    return [each for each in results if not isinstance(each, Exception)]


async def partly_left(numbers: list[int]) -> int:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)  # expect: hidden-cancellation
    count = 0
    for index, result in enumerate(results):
        if isinstance(result, Exception):
            logger.error("%s was not saved", index, exc_info=result)
            continue
        count += result
    return count


async def partly_chosen(numbers: list[int]) -> dict[int, int | None]:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)  # expect: hidden-cancellation
    return {n: None if isinstance(r, Exception) else r for n, r in zip(numbers, results)}


# Fine: both are told apart.

async def told_apart(numbers: list[int]) -> int:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    failed = [each for each in results if isinstance(each, BaseException)]
    for each in failed:
        logger.error("not saved", exc_info=each)
    return sum(each for each in results if not isinstance(each, BaseException))


async def both_told_apart(numbers: list[int]) -> list[int]:
    saved = []
    for each in await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True):
        if isinstance(each, (Exception, CancelledError)):
            continue
        saved.append(each)
    return saved


async def raised(numbers: list[int]) -> None:
    for each in await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True):
        if isinstance(each, BaseException):
            raise each


async def failures_told(numbers: list[int]) -> None:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    for number, result in zip(numbers, results):
        if isinstance(result, Exception):
            logger.error("%s was not saved: %s", number, result)


async def failures_counted(numbers: list[int]) -> int:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    return sum(1 for each in results if isinstance(each, Exception))


async def results_told_apart(numbers: list[int]) -> int:
    total = 0
    for each in await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True):
        if isinstance(each, int):
            total += each
        elif isinstance(each, Exception):
            logger.error("not saved: %s", each)
    return total


# Fine: others may look at them.

def report(results: list[int | BaseException]) -> None:
    for each in results:
        if isinstance(each, BaseException):
            logger.error("not saved", exc_info=each)


async def handed_on(numbers: list[int]) -> None:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    report(results)


async def returned(numbers: list[int]) -> list[int | BaseException]:
    return await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)


async def logged(numbers: list[int]) -> None:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    logger.info("saved: %s", results)


async def handed_on_each(numbers: list[int]) -> None:
    for each in await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True):
        report([each])


async def chosen(numbers: list[int]) -> list[int | BaseException]:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    return [each for each in results if each]


async def compared(numbers: list[int]) -> bool:
    results = await asyncio.gather(*[save(n) for n in numbers], return_exceptions=True)
    return results == numbers


# Fine: each sees to its own failures.

async def safely(numbers: list[int]) -> None:
    await asyncio.gather(*[save_safely(n) for n in numbers], return_exceptions=True)


# Fine: it fails with the first that fails.

async def failing(numbers: list[int]) -> None:
    await asyncio.gather(*[save(n) for n in numbers])
    await asyncio.gather(*[save(n) for n in numbers], return_exceptions=False)


# Fine: what was cancelled a line above is waited for.

class Saver:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[int]] = set()

    async def restart(self) -> None:
        tasks = [asyncio.create_task(save(n)) for n in range(3)]
        await asyncio.sleep(1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def settle(self) -> None:
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def stop(self) -> None:
        await asyncio.gather(save(1), save(2), return_exceptions=True)  # expect: hidden-cancellation acceptable

    async def run(self) -> None:
        try:
            await save(0)
        finally:
            await asyncio.gather(save(1), save(2), return_exceptions=True)  # expect: hidden-cancellation acceptable

    async def leave(self) -> None:
        await asyncio.gather(close(1), close(2), return_exceptions=True)  # expect: hidden-cancellation acceptable


async def given(tasks: list[asyncio.Task[int]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)
