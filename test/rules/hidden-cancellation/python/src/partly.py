"""Failures that are told from results, and cancellations that are not."""
import asyncio
import logging


log = logging.getLogger(__name__)


async def load(name: str) -> str:
    await asyncio.sleep(1)
    return name


async def load_all(names: list[str]) -> list[str]:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)  # expect: hidden-cancellation as info
    return [each for each in found if not isinstance(each, Exception)]


async def loaded(names: list[str]) -> dict[str, bool]:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)
    return {name: (each is True) if not isinstance(each, Exception) else False for name, each in zip(names, found)}


async def all_loaded(names: list[str]) -> bool:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)
    return all(not isinstance(each, Exception) and each == "ok" for each in found)


async def none_empty(names: list[str]) -> list[bool]:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)  # expect: hidden-cancellation as info
    return [False if isinstance(each, Exception) else each is not None for each in found]


async def told(names: list[str]) -> None:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)
    for name, each in zip(names, found):
        outcome = "failed" if isinstance(each, Exception) else "completed"
        log.debug("%s %s: %s", name, outcome, each)


async def scores(names: list[str]) -> list[str]:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)  # expect: hidden-cancellation as hint
    first = []
    for each in found:
        if isinstance(each, Exception):
            raise RuntimeError("not all were read") from each
        first.append(each[0])
    return first


async def all_of(names: list[str]) -> str:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)  # expect: hidden-cancellation as info
    there = ""
    for each in found:
        if isinstance(each, Exception):
            raise RuntimeError("not all were read") from each
        there = there + "," if each else there
    return there
