"""What is given may be a file's name, or what such a file would hold."""
import asyncio
import os
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI


def is_file(path) -> bool:
    if not path:
        return False
    try:
        return Path(path).is_file()
    except OSError:
        return False


def add_style(content: str | Path) -> str:
    if is_file(content):
        content = Path(content).read_text()
    return content


def add_text(text):
    return open(text).read() if os.path.exists(text) else text


def load(path):
    if os.path.exists(path):
        return Path(path).read_text()
    return None


class Picture:
    def __init__(self, source="") -> None:
        self.source = source
        self._show(source)

    def _show(self, source) -> None:
        if is_file(source):
            self.data = Path(source).read_bytes()


async def page(client, base: str, name: str) -> None:
    add_style("a:link {color: inherit; font-weight: 500}")  # expect: blocking-call-chain acceptable via add_style() > is_file() > is_file()
    add_style("style.css")  # expect: blocking-call-chain via add_style() > read_text()
    add_style(Path("style.css"))  # expect: blocking-call-chain via add_style() > read_text()
    add_style(name)  # expect: blocking-call-chain via add_style() > read_text()
    add_text("Several\nlines")  # expect: blocking-call-chain acceptable via add_text() > exists()
    add_text(f"https://example.com/{name}")  # expect: blocking-call-chain acceptable via add_text() > exists()
    load(name)  # expect: blocking-call-chain via load() > read_text()
    load("https://example.com/looks/like/no/file")  # expect: blocking-call-chain via load() > read_text()
    Picture("https://example.com/a.png")  # expect: blocking-call-chain acceptable
    Picture()
    Picture("a.png")  # expect: blocking-call-chain via Picture() > _show() > read_bytes()
    base_url = f"https://example.com/{base}"
    for row in (await client.get(base_url)).json():
        Picture(row["picture"])  # expect: blocking-call-chain acceptable
        Picture(f"{base_url}/small")  # expect: blocking-call-chain acceptable
        Picture(row["picture_file"])  # expect: blocking-call-chain via Picture() > _show() > read_bytes()


class Shop(FastAPI):
    """An application of the project's own."""


@asynccontextmanager
async def _lifespan(_: Shop):
    await _begin()
    yield
    await _end()


async def _begin() -> None:
    Path("prices.json").read_text()  # expect: blocking-call acceptable
    load("prices.json")  # expect: blocking-call-chain acceptable


async def _end() -> None:
    Path("prices.json").write_text("")  # expect: blocking-call acceptable


async def both() -> None:
    Path("prices.json").read_text()  # expect: blocking-call


@asynccontextmanager
async def other_lifespan(app):
    await both()
    yield


async def again() -> None:
    await both()


shop = Shop(lifespan=_lifespan)


class Runner:
    """What is done when the program starts is told by its name; anything else may be asked for by name later."""

    async def initialize(self) -> None:
        load("prices.json")  # expect: blocking-call-chain acceptable
        await self.run("warm up")

    async def run(self, command: str) -> None:
        load(command)  # expect: blocking-call-chain via load() > read_text()


@asynccontextmanager
async def runner_lifespan(app):
    ticking = asyncio.create_task(tick())
    await Runner().initialize()
    yield
    ticking.cancel()


async def tick() -> None:
    await asyncio.Event().wait()
