"""A command of a package: how its functions are begun, nobody can see."""
import asyncio
from pathlib import Path

from .commands import command


@command(help="Upload a file")
async def upload(path: str) -> None:
    await send(Path(path).read_bytes())  # expect: blocking-call as info


async def send(data: bytes) -> None:
    await asyncio.sleep(len(data))
