"""A project's own async form of what blocks, and what cannot be moved to a thread as it is."""
import asyncio
import contextlib
import json
import time
import urllib.request
from collections.abc import Iterator


def install(packages: list[str]) -> None:
    time.sleep(len(packages))


async def ainstall(packages: list[str]) -> None:
    await asyncio.sleep(len(packages))


async def prepare(packages: list[str]) -> None:
    install(packages)  # expect: blocking-call-chain
    await ainstall(packages)


class Settings:
    def __init__(self, path: str) -> None:
        with open(path) as file:
            self.values = json.load(file)


class Researcher:
    def __init__(self, path: str) -> None:
        self.settings = Settings(path)
        self.changed = asyncio.Event()
        self.loop = asyncio.get_running_loop()


async def research(path: str) -> Researcher:
    return Researcher(path)  # expect: blocking-call-chain


@contextlib.contextmanager
def serving(url: str) -> Iterator[str]:
    urllib.request.urlopen(url)
    yield url


async def visit(url: str) -> None:
    with serving(url):  # expect: blocking-call-chain
        await asyncio.sleep(1)
