"""Reads and writes of a report store, as people write them."""
import asyncio
import glob
import io
import json
import os
import shutil
import tempfile
from os import path as paths
from pathlib import Path

import aiofiles


async def load_report(name: str) -> dict:
    await asyncio.sleep(0)
    with open(f"reports/{name}.json") as file:  # expect: blocking-call
        return json.load(file)  # expect: blocking-call


async def read_lines(path: Path) -> list[str]:
    found = []
    with path.open(encoding="utf-8") as lines:  # expect: blocking-call
        for line in lines:  # expect: blocking-call
            found.append(line.strip())
    return found


async def numbers_in(file: io.TextIOWrapper) -> list[int]:
    return [int(line) for line in file]  # expect: blocking-call


async def save(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)  # expect: blocking-call
    target.write_text(text)  # expect: blocking-call
    os.replace(target, target.with_suffix(".bak"))  # expect: blocking-call


async def clean(folder: str) -> int:
    for each in glob.glob(f"{folder}/*.tmp"):  # expect: blocking-call
        os.remove(each)  # expect: blocking-call
    shutil.rmtree(folder)  # expect: blocking-call
    if paths.exists(folder):  # expect: blocking-call
        return 1
    with tempfile.NamedTemporaryFile() as scratch:  # expect: blocking-call
        return len(scratch.name)


async def walk(folder: str) -> list[str]:
    made = os.walk(folder)
    names = []
    for _, _, files in os.walk(folder):  # expect: blocking-call
        names += files
    return names if made else []


async def off_the_loop(path: Path, text: str) -> str:
    await asyncio.to_thread(path.write_text, text)
    loop = asyncio.get_running_loop()
    size = await loop.run_in_executor(None, os.path.getsize, path)
    content = await loop.run_in_executor(None, lambda: path.read_text())

    def read_again() -> str:
        with open(path) as file:
            return file.read()

    return f"{size}{content}{await asyncio.to_thread(read_again)}"


async def with_aiofiles(path: str) -> str:
    async with aiofiles.open(path) as file:
        return await file.read()


def load_in_sync_code(path: Path) -> str:
    return path.read_text()


async def in_memory() -> str:
    buffer = io.StringIO()
    buffer.write("text")
    for line in buffer:
        print(line)
    return buffer.read()


class Store:
    def __init__(self, root: Path) -> None:
        self.root = root

    async def names(self) -> list[str]:
        def own() -> list[str]:
            return os.listdir(self.root)

        return own()  # expect: blocking-call-chain via own() > listdir()
