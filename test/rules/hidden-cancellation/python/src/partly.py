"""Failures that are told from results, and cancellations that are not."""
import asyncio


async def load(name: str) -> str:
    await asyncio.sleep(1)
    return name


async def load_all(names: list[str]) -> list[str]:
    found = await asyncio.gather(*[load(name) for name in names], return_exceptions=True)  # expect: hidden-cancellation as info
    return [each for each in found if not isinstance(each, Exception)]
