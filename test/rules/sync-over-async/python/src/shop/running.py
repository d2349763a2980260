"""Sync code that looks for a running loop by a function of its own, or takes the refusal."""
import asyncio
from contextlib import suppress

from .loops import loop_or_none
from .prices import fetch_price


def by_test(name: str) -> float:
    loop = loop_or_none()
    if loop:
        return 0.0
    else:
        return asyncio.run(fetch_price(name))


def by_none(name: str) -> float:
    if loop_or_none() is None:
        return asyncio.run(fetch_price(name))
    return 0.0


def by_suppress(name: str) -> None:
    loop = asyncio.new_event_loop()
    with suppress(RuntimeError):
        loop.run_until_complete(fetch_price(name))


def by_other(name: str) -> None:
    loop = asyncio.new_event_loop()
    with suppress(ValueError):
        loop.run_until_complete(fetch_price(name))


def by_wrong_arm(name: str) -> float:
    loop = loop_or_none()
    if loop:
        return asyncio.run(fetch_price(name))
    return 0.0


async def show(name: str) -> None:
    by_test(name)
    by_none(name)
    by_suppress(name)
    by_other(name)  # expect: sync-over-async
    by_wrong_arm(name)  # expect: sync-over-async


def by_option(name: str, is_live: bool) -> float:
    if is_live:
        return asyncio.run(fetch_price(name))
    return 0.0


async def compare(name: str, is_live: bool) -> None:
    by_option(name, is_live)  # expect: sync-over-async as warning
    by_option(name, True)  # expect: sync-over-async as error
    by_option(name, False)
