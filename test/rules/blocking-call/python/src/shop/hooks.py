"""Hooks around serving, and what opens nothing."""
import os
from functools import partial
from pathlib import Path

from sanic import Sanic

app = Sanic("shop")


@app.main_process_start
async def prepare(app: Sanic) -> None:
    app.ctx.words = Path("words").read_text()  # expect: blocking-call acceptable


@app.main_process_stop
async def put_away(app: Sanic) -> None:
    Path("state").unlink()  # expect: blocking-call acceptable


@app.main_process_ready()
async def say(app: Sanic) -> None:
    Path("ready").write_text("")  # expect: blocking-call acceptable


@app.listener("before_server_start")
async def read(app: Sanic) -> None:
    app.ctx.prices = Path("prices").read_text()  # expect: blocking-call acceptable


async def begin(name: str, app: Sanic) -> None:
    app.ctx.name = Path(name).read_text()  # expect: blocking-call acceptable


app.before_server_start(partial(begin, "name"))


@app.get("/words")
async def words(request: object) -> str:
    return Path("words").read_text()  # expect: blocking-call


async def wrap(descriptor: int) -> object:
    return os.fdopen(descriptor, "rb")
