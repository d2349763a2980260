"""Handlers that take a cancellation, and what comes of it."""
import asyncio
import contextlib
import logging
import sys
from asyncio import CancelledError
from contextlib import suppress

import anyio

logger = logging.getLogger(__name__)


async def fetch(currency: str) -> float:
    reader, writer = await asyncio.open_connection("rates", 80)
    writer.write(currency.encode())
    return float(await reader.readline())


async def store(currency: str, rate: float) -> None:
    _, writer = await asyncio.open_connection("store", 80)
    writer.write(f"{currency} {rate}".encode())
    await writer.drain()


# A result is given in place of the one that was cancelled.

async def rate_or_default(currency: str) -> float:
    try:
        return await fetch(currency)
    except BaseException:  # expect: swallowed-cancellation
        return 1.0


async def rate_or_guess(currency: str) -> float:
    try:
        return await fetch(currency)
    except:  # noqa: E722  # expect: swallowed-cancellation
        logger.exception("no rate")
        return 1.0


async def answer(currency: str) -> dict[str, object]:
    try:
        return {"rate": await fetch(currency)}
    except asyncio.CancelledError:  # expect: swallowed-cancellation
        return {"cancelled": True}
    finally:
        logger.info("answered")


async def answer_with_words(currency: str) -> dict[str, str]:
    try:
        return {"rate": str(await fetch(currency))}
    except (ValueError, CancelledError) as error:  # expect: swallowed-cancellation
        return {"error": str(error)}


async def rate_after(currency: str) -> float:
    rate = 1.0
    with suppress(asyncio.CancelledError):  # expect: swallowed-cancellation
        rate = await fetch(currency)
    return rate


async def rate_of_any(currencies: asyncio.Queue[str]) -> float:
    try:
        async with asyncio.timeout(1):
            return await fetch(await currencies.get())
    except BaseException as error:  # expect: swallowed-cancellation
        print(f"no rate: {error}")
        return 0.5


# The loop around it goes on.

async def keep_fresh(currency: str) -> None:
    while True:
        try:
            await store(currency, await fetch(currency))
        except CancelledError:  # expect: swallowed-cancellation
            logger.warning("not refreshed")


async def keep_all_fresh(currencies: list[str]) -> None:
    for currency in currencies:
        with contextlib.suppress(BaseException):  # expect: swallowed-cancellation
            await store(currency, 1.0)


async def keep_trying(currency: str) -> None:
    for _ in range(3):
        try:
            await store(currency, await fetch(currency))
            break
        except:  # noqa: E722  # expect: swallowed-cancellation
            continue


# More is waited for.

async def refresh_and_store(currency: str) -> None:
    rate = 1.0
    try:
        rate = await fetch(currency)
    except asyncio.CancelledError:  # expect: swallowed-cancellation
        logger.info("no rate")
    await store(currency, rate)


# Whoever called goes on.

async def step(currency: str) -> None:
    try:
        await store(currency, 1.0)
    except asyncio.CancelledError:  # expect: swallowed-cancellation
        logger.info("not stored")


async def steps() -> None:
    await step("EUR")
    await step("USD")


# Fine: it is raised again, on all ways or on some.

async def raised(currency: str) -> float:
    try:
        return await fetch(currency)
    except BaseException:
        logger.info("no rate")
        raise


async def raised_first(currency: str) -> float:
    try:
        return await fetch(currency)
    except asyncio.CancelledError:
        raise
    except BaseException:
        return 1.0


async def raised_sometimes(currency: str, *, closing: bool) -> float:
    try:
        return await fetch(currency)
    except asyncio.CancelledError:
        if not closing:
            raise
        return 1.0


async def mapped(currency: str) -> float:
    try:
        return await fetch(currency)
    except asyncio.CancelledError:
        raise TimeoutError("too late") from None


class Stopped(Exception):
    pass


def stop_here() -> None:
    raise Stopped


async def raised_by_another(currency: str) -> float:
    try:
        return await fetch(currency)
    except BaseException:
        stop_here()
        return 1.0


async def exited(currency: str) -> float:
    try:
        return await fetch(currency)
    except BaseException:
        sys.exit(1)


# Fine: `Exception` does not catch a cancellation.

async def rate_unless_failed(currency: str) -> float:
    try:
        return await fetch(currency)
    except Exception:
        return 1.0


async def keep_fresh_unless_failed(currency: str) -> None:
    while True:
        with suppress(Exception):
            await store(currency, 1.0)
        try:
            await store(currency, 2.0)
        except (ValueError, OSError):
            continue


# Fine: the error is passed on as a value.

async def told(currency: str, results: "asyncio.Future[float]") -> None:
    while True:
        try:
            results.set_result(await fetch(currency))
        except BaseException as error:
            results.set_exception(error)


async def collected(currencies: list[str]) -> list[BaseException]:
    errors: list[BaseException] = []
    for currency in currencies:
        try:
            await fetch(currency)
        except BaseException as error:
            errors.append(error)
    return errors


async def looked_at(currency: str) -> float:
    try:
        return await fetch(currency)
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError):
            logger.info("cancelled")
        return 1.0


# Fine: nothing is awaited, or nothing of its own.

def parsed(text: str) -> float:
    try:
        return float(text)
    except:  # noqa: E722
        return 1.0


async def result_of(task: "asyncio.Task[float]") -> float:
    await asyncio.wait([task])
    try:
        return task.result()
    except asyncio.CancelledError:
        return 1.0


async def cancelled_here() -> None:
    task = asyncio.create_task(fetch("EUR"))
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    await fetch("USD")


async def all_cancelled_here(tasks: "list[asyncio.Task[float]]") -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
    await fetch("USD")


class Refresher:
    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._running = False

    async def start(self) -> None:
        self._running = True
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait_for(self._task, 1.0)
        self._task = None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    # Fine: the coroutine of a task ends with the handler.
    async def _run(self) -> None:
        try:
            while self._running:
                await store("EUR", await fetch("EUR"))
        except asyncio.CancelledError:
            logger.info("no longer refreshed")

    async def _run_until_cancelled(self) -> None:
        while True:
            try:
                await store("EUR", await fetch("EUR"))
            except asyncio.CancelledError:
                break
            except Exception:
                logger.exception("not refreshed")
        logger.info("no longer refreshed")

    async def _run_and_close(self) -> None:
        try:
            while True:
                await store("EUR", await fetch("EUR"))
        except asyncio.CancelledError:
            await self.aclose()
            return

    async def _run_while_wanted(self) -> None:
        while self._running:
            try:
                await store("EUR", await fetch("EUR"))
            except asyncio.CancelledError:
                self._running = False

    async def aclose(self) -> None:
        try:
            await store("EUR", 0.0)
        except BaseException:
            logger.exception("not closed")
        await asyncio.sleep(0)


async def served() -> None:
    try:
        await asyncio.Event().wait()
    except (KeyboardInterrupt, asyncio.CancelledError):
        logger.info("shutting down")
    await Refresher().stop()


async def closed(refreshers: list[Refresher]) -> None:
    for refresher in refreshers:
        try:
            await refresher.stop()
        except BaseException:
            logger.exception("not stopped")


async def spawned(currency: str) -> bool:
    try:
        await store(currency, 1.0)
    except asyncio.CancelledError:
        return False
    return True


async def spawning(tasks: "set[asyncio.Task[bool]]") -> None:
    tasks.add(asyncio.create_task(spawned("EUR")))
    await asyncio.sleep(1)


# anyio names the class by a function.

async def structured(currency: str) -> float:
    try:
        return await fetch(currency)
    except anyio.get_cancelled_exc_class():  # expect: swallowed-cancellation
        return 1.0


async def structured_and_raised(currency: str) -> float:
    try:
        return await fetch(currency)
    except anyio.get_cancelled_exc_class():
        logger.info("no rate")
        raise


async def few(currency: str) -> None:
    for _ in range(2):
        try:
            await fetch(currency)
        except asyncio.CancelledError:  # expect: swallowed-cancellation
            logger.info("again")
