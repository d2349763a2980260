"""What stands before a call: switches, files that are not there, parameters that nobody gives."""
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO

import httpx
import pandas
import websocket
from fastapi import FastAPI, HTTPException
from rq import Queue

app = FastAPI()


class Editor:
    def __init__(self) -> None:
        self.is_open = bool(os.getenv("SHOP_EDITOR", ""))
        self.address = bool(os.getenv("SHOP_EDITOR_URL"))
        self.path = Path("shop.py")


editor = Editor()


@app.get("/code")
async def code() -> str:
    if not editor.is_open:
        raise HTTPException(status_code=403)
    with open(editor.path) as file:  # expect: blocking-call as info
        return file.read()  # expect: blocking-call as info


@app.get("/remote")
async def remote() -> str:
    if not editor.address:
        raise HTTPException(status_code=403)
    with open(editor.path) as file:  # expect: blocking-call as warning
        return file.read()  # expect: blocking-call as warning


@app.get("/stub")
async def stub(version: str) -> str:
    archive, unpacked = Path(f"{version}.zip"), Path(version)
    if not unpacked.is_dir():  # expect: blocking-call as info
        shutil.rmtree(unpacked, True)  # expect: blocking-call as info
        with zipfile.ZipFile(archive) as each:  # expect: blocking-call as info
            each.extractall(unpacked)  # expect: blocking-call as info
    return str(unpacked)


@app.get("/anew")
async def anew(version: str) -> str:
    unpacked = Path(version)
    if unpacked.is_dir():  # expect: blocking-call as info
        shutil.rmtree(unpacked, True)  # expect: blocking-call as error
    return str(unpacked)


@app.get("/trace")
async def trace(debug: bool = False) -> str:
    if debug:
        return Path("trace.log").read_text()  # expect: blocking-call as info
    return ""


async def take(path: Path, lock_page: bool = False) -> str:
    if lock_page:
        return path.read_text()  # expect: blocking-call acceptable
    return ""


async def take_wide(path: Path, is_wide: bool = False) -> str:
    if is_wide:
        return path.read_text()  # expect: blocking-call as info
    return ""


@app.get("/page")
async def page(name: str) -> str:
    return await take(Path(name)) + await take_wide(Path(name), is_wide=True)


@app.get("/funds")
async def funds() -> str:
    wallet = websocket.create_connection("wss://example.com")  # expect: blocking-call as error
    wallet.send("get-funds")  # expect: blocking-call as info
    return wallet.recv()  # expect: blocking-call as error


async def load() -> float:
    with open("/proc/loadavg") as file:  # expect: blocking-call acceptable
        return float(file.read().split()[0])  # expect: blocking-call acceptable


async def load_of_disk() -> float:
    with open("/var/lib/loadavg") as file:  # expect: blocking-call
        return float(file.read().split()[0])  # expect: blocking-call


async def take_file(file: BinaryIO) -> bytes:
    return file.read()  # expect: blocking-call as info


async def table(frame: pandas.DataFrame, path: str) -> bytes:
    frame.to_parquet(path)  # expect: blocking-call
    return frame.to_parquet(engine="pyarrow")


async def fetched(client: httpx.AsyncClient) -> bytes:
    response = await client.send(client.build_request("GET", "https://example.com"))
    return response.read()


async def streamed(client: httpx.Client) -> bytes:
    with client.stream("GET", "https://example.com") as response:  # expect: blocking-call
        return response.read()  # expect: blocking-call


async def job(path: str) -> str:
    return Path(path).read_text()  # expect: blocking-call acceptable


def begin(queue: Queue, path: str) -> None:
    queue.enqueue(job, path)


@app.get("/scratch")
async def scratch() -> str:
    folder = tempfile.mkdtemp()  # expect: blocking-call as info
    return folder
