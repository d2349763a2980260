"""On what occasions functions run, and under what conditions they block."""
import asyncio
import inspect
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiohttp import web
from rpi_ws281x import PixelStrip
from starlette.applications import Starlette


async def warm_up() -> None:
    Path("cache.json").read_text()  # expect: blocking-call acceptable


async def cool_down() -> None:
    Path("cache.json").write_text("{}")  # expect: blocking-call acceptable


app = Starlette(on_startup=[warm_up], on_shutdown=[cool_down])


async def open_store(server: web.Application) -> None:
    server["store"] = Path("store.json").read_text()  # expect: blocking-call acceptable


async def show_store(request: web.Request) -> web.Response:
    return web.Response(text=Path("store.json").read_text())  # expect: blocking-call


def build() -> web.Application:
    server = web.Application()
    server.on_startup.append(open_store)
    server.router.add_get("/", show_store)
    return server


def count_lines(path: str) -> int:
    return len(Path(path).read_text().splitlines())


async def run_anything(function, *args):
    if asyncio.iscoroutinefunction(function):
        return await function(*args)
    return await asyncio.to_thread(function, *args)


async def run_early(function):
    if not inspect.iscoroutinefunction(function):
        return await asyncio.to_thread(function)
    return await function()


async def count_later() -> int:
    return len(Path("b.txt").read_text())  # expect: blocking-call


async def count_all(paths: list[str]) -> None:
    for path in paths:
        await run_anything(count_lines, path)
    await run_early(count_later)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor() as pool:
        await asyncio.gather(*(loop.run_in_executor(pool, count_lines, path) for path in paths))
    with ThreadPoolExecutor() as pool:  # expect: blocking-lock
        pool.submit(count_lines, "a.txt")


async def pause() -> None:
    if sys.platform == "win32":
        time.sleep(0.1)  # expect: blocking-call


class Lights:
    def __init__(self, count: int) -> None:
        self.strip = PixelStrip(count, 18)

    async def paint(self, color: int) -> None:
        self.strip.setPixelColor(0, color)
        self.strip.show()  # expect: blocking-call
