"""Functions that say whether a loop runs."""
import asyncio
from concurrent.futures import ThreadPoolExecutor


def is_inside_loop() -> bool:
    """Whether a loop runs here."""
    try:
        asyncio.get_running_loop()
        return True
    except RuntimeError:
        return False


def is_ready() -> bool:
    try:
        asyncio.get_running_loop()
        return False
    except RuntimeError:
        return False


async def fetch(name: str) -> str:
    await asyncio.sleep(1)
    return name


def fetched(name: str) -> str:
    if is_inside_loop():
        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(asyncio.run, fetch(name)).result()
    else:
        return asyncio.run(fetch(name))


def fetched_anyway(name: str) -> str:
    if is_ready():
        return ""
    return asyncio.run(fetch(name))


async def page(name: str) -> str:
    return fetched(name)  # expect: blocking-lock


async def page_anyway(name: str) -> str:
    return fetched_anyway(name)  # expect: sync-over-async
