#!/usr/bin/env python3
"""A command: nothing else waits on its loop before it serves."""
import asyncio
import json
import time
from pathlib import Path

SETTINGS = json.loads(Path("settings.json").read_text())  # expect: blocking-call acceptable


async def ticker() -> None:
    while True:
        time.sleep(0.01)  # expect: blocking-call
        await asyncio.sleep(1)


async def load() -> str:
    return Path("items.json").read_text()  # expect: blocking-call acceptable


async def run() -> None:
    items = await load()
    beat = asyncio.create_task(ticker())
    await asyncio.sleep(0)
    Path("copy.json").write_text(items)  # expect: blocking-call
    await beat


def main() -> None:
    asyncio.run(run())


if __name__ == "__main__":
    main()
