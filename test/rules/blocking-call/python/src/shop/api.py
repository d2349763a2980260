"""Handlers of a web framework: sync ones run on its threads, async ones on the loop."""
import functools
import json
import signal
import time
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.settings = json.load(open("settings.json"))  # expect: blocking-call acceptable, blocking-call acceptable
    yield


app = FastAPI(lifespan=lifespan)
router = APIRouter()


def settings_in_thread() -> dict:
    with open("settings.json") as file:
        return json.load(file)


@app.get("/sync")
def sync_handler(settings: dict = Depends(settings_in_thread)) -> dict:
    time.sleep(1)
    return settings


@router.get("/async")
async def async_handler() -> dict:
    time.sleep(1)  # expect: blocking-call
    return {}


@functools.lru_cache(maxsize=None)
def schema() -> Any:
    return json.loads(open("schema.json").read())


_template: str | None = None


async def template() -> str:
    global _template
    if _template is None:
        with open("template.html") as file:  # expect: blocking-call acceptable
            _template = file.read()  # expect: blocking-call acceptable
    return _template


class Lamp:
    def __init__(self) -> None:
        self.is_on = False
        self.is_known = False

    async def toggle(self) -> None:
        if not self.is_on:
            time.sleep(0.1)  # expect: blocking-call
            self.is_on = True
        else:
            self.is_on = False

    async def look(self) -> None:
        if not self.is_known:
            time.sleep(0.1)  # expect: blocking-call acceptable
            self.is_known = True


def on_signal(number: int, frame: object) -> None:
    time.sleep(0.1)


signal.signal(signal.SIGTERM, on_signal)
