"""Loops that more than one thing ends, or that do something besides."""
import asyncio
import logging
import time

log = logging.getLogger(__name__)


class Connections:
    def __init__(self) -> None:
        self.open: set[str] = set()
        self.is_held = False


class Server:
    def __init__(self) -> None:
        self.state = Connections()
        self.force_exit = False
        self.connected = False
        self.players: dict[str, Connections] = {}

    def exit(self) -> None:
        self.force_exit = True

    def connect(self) -> None:
        self.connected = True

    def add(self, name: str) -> None:
        self.players[name] = Connections()

    async def drain(self) -> None:
        while self.state.open and not self.force_exit:  # expect: busy-poll-loop
            await asyncio.sleep(0.1)

    async def ready(self) -> None:
        retries = 0
        while not self.connected and retries < 100:  # expect: busy-poll-loop
            await asyncio.sleep(0.1)
            retries += 1

    async def released(self, name: str) -> None:
        count = 0
        while count < 40:
            count += 1
            player = self.players.get(name)
            if player is None or not player.is_held:
                return
            await asyncio.sleep(0.5)


async def watch_lag(interval: float) -> None:
    expected = time.monotonic() + interval
    while True:
        await asyncio.sleep(interval)
        now = time.monotonic()
        if now - expected > 1:
            log.warning("late by %s", now - expected)
        expected = now + interval
