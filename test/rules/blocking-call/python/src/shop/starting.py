"""What is done before a server listens, and what after."""
import asyncio
import json
import os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import AsyncIterator

from aiohttp import web
from fastapi import FastAPI


async def watch() -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def for_application(app: FastAPI) -> AsyncIterator[None]:
    task = asyncio.create_task(watch())
    await asyncio.sleep(0)
    app.state.settings = json.loads(Path("settings.json").read_text())  # expect: blocking-call acceptable
    yield
    task.cancel()
    Path("state.json").write_text("{}")  # expect: blocking-call acceptable


async def pool(app: web.Application) -> AsyncIterator[None]:
    app["words"] = Path("words").read_text()  # expect: blocking-call acceptable
    yield


@asynccontextmanager
async def connection(name: str) -> AsyncIterator[str]:
    yield Path(name).read_text()  # expect: blocking-call


class Server:
    def __init__(self, path: str) -> None:
        self.path = path
        self.server: asyncio.Server | None = None

    async def serve(self) -> None:
        await self.start()
        Path("later").read_text()  # expect: blocking-call
        await asyncio.Event().wait()

    async def start(self) -> None:
        task = asyncio.create_task(watch())
        await self.prepare()
        if os.path.exists(self.path):  # expect: blocking-call acceptable
            Path(self.path).unlink()  # expect: blocking-call acceptable
        self.server = await asyncio.start_unix_server(self.connected, self.path)
        Path("listening").write_text("")  # expect: blocking-call
        task.cancel()

    async def choose(self, port: int | None) -> None:
        if port is not None:
            self.server = await asyncio.start_server(self.connected, port=port)
            Path("port").write_text(str(port))  # expect: blocking-call
        else:
            Path(self.path).touch()  # expect: blocking-call acceptable
            self.server = await asyncio.start_unix_server(self.connected, self.path)

    async def prepare(self) -> None:
        await asyncio.sleep(0)
        Path("prepared").read_text()  # expect: blocking-call acceptable

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(Path("greeting").read_bytes())  # expect: blocking-call
        await writer.drain()
