"""Folders that are made where they are missing, in place and by a function that makes sure of them."""
import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
_root = "data"


def data_path() -> str:
    if not os.path.exists(_root):
        os.makedirs(_root)
    return _root


class Store:
    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def ensure(self) -> None:
        if not self.folder.exists():
            self.folder.mkdir(parents=True)

    def begin(self) -> None:
        self.folder.mkdir()


store = Store("data")


@app.get("/folders")
async def folders(name: str) -> list[str]:
    data_path()  # expect: blocking-call-chain acceptable
    store.ensure()  # expect: blocking-call-chain acceptable
    store.begin()  # expect: blocking-call-chain as info
    path = Path(_root) / name
    if not path.is_dir():  # expect: blocking-call as info
        path.mkdir()  # expect: blocking-call as info
    if not path.is_dir():  # expect: blocking-call as info
        store.folder.mkdir()  # expect: blocking-call as info
    return [name]


@app.post("/unpack")
async def unpacked_anew(name: str) -> None:
    folder = tempfile.mkdtemp()  # expect: blocking-call as info
    try:
        await asyncio.sleep(1)
    finally:
        shutil.rmtree(folder)  # expect: blocking-call as info


@app.post("/forget")
async def forgotten(name: str) -> None:
    folder = tempfile.mkdtemp() if name == "" else name  # expect: blocking-call as info
    shutil.rmtree(folder)  # expect: blocking-call as error
