"""Coroutines that see to their failures: `return_exceptions` hides nothing of theirs."""
import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


def log_failures(function: Callable[[str], Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
    async def logging_them(name: str) -> None:
        try:
            await function(name)
        except Exception:
            log.exception("failed")
            raise

    return logging_them


@log_failures
async def set_up(name: str) -> None:
    await asyncio.open_connection(name, 80)


async def careful(name: str) -> None:
    try:
        await asyncio.open_connection(name, 80)
    except Exception:
        log.exception("failed")


async def careless(name: str) -> None:
    await asyncio.open_connection(name, 80)


async def all_of(names: list[str]) -> None:
    await asyncio.gather(*(set_up(name) for name in names), return_exceptions=True)
    await asyncio.gather(*(careful(name) for name in names), return_exceptions=True)
    await asyncio.gather(*(careless(name) for name in names), return_exceptions=True)  # expect: hidden-cancellation


async def at_least(second: Awaitable[None]) -> None:
    waits: list[Awaitable[None]] = [asyncio.sleep(1)]
    waits.append(second)
    await asyncio.gather(*waits, return_exceptions=True)


async def at_least_careless() -> None:
    waits: list[Awaitable[None]] = [asyncio.sleep(1)]
    waits.append(careless("shop"))
    await asyncio.gather(*waits, return_exceptions=True)  # expect: hidden-cancellation
