"""Settings that are loaded once, wherever the object is that keeps them; and where a lock of threads is held."""
import threading
import time
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
loading = threading.Lock()


class State:
    def __init__(self) -> None:
        self._settings: str | None = None
        self._text: str | None = None

    def _set_settings(self, settings: str) -> None:
        self._settings = settings

    def _set_other(self, settings: str) -> None:
        print(settings)


states: list[State] = [State()]


def state_now() -> State:
    return states[-1]


def settings_now() -> str | None:
    state = state_now()
    if state._settings is None:
        with loading:
            if state._settings is None:
                state._set_settings(Path("settings.toml").read_text())
    return state._settings


def text_now() -> str | None:
    state = state_now()
    if state._text is None:
        with loading:
            if state._text is None:
                state._set_other(Path("settings.toml").read_text())
    return state._text


@app.get("/settings")
async def settings() -> str | None:
    return settings_now()  # expect: blocking-call-chain acceptable


@app.get("/text")
async def text() -> str | None:
    return text_now()  # expect: blocking-call-chain


class Handlers:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.users = 0

    def take(self) -> int:
        with self._lock:
            while self.users > 0:
                time.sleep(0.1)
            self.users += 1
            return self.users


handlers = Handlers()


@app.get("/take")
async def take() -> int:
    return handlers.take()  # expect: blocking-call-chain
