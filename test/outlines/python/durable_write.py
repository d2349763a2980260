"""Blocking work handed to an executor as a nested function: nothing of it runs on the loop."""
import asyncio
import json
import os
from pathlib import Path


async def save(path: Path, data):
    loop = asyncio.get_running_loop()

    def write():
        with open(path, "w", encoding="utf-8") as file:
            json.dump(data, file)
            file.flush()
            os.fsync(file.fileno())
        return path.stat().st_size

    size = await loop.run_in_executor(None, write)
    if size == 0:
        raise OSError(f"{path} is empty")
    return size
