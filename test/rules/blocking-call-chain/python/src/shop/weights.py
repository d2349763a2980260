"""How much something matters: how surely, how often and how long."""
import io
import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

import requests
from fastapi import FastAPI

app = FastAPI()


class Settings:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_remote = False
        self.mode = "plain"

    def read(self) -> str:
        return self.path.read_text()

    def read_if_there(self) -> str:
        return self.path.read_text() if self.path.exists() else ""

    def save(self, text: str, dry_run: bool = False) -> None:
        if dry_run:
            return
        if self.mode == "disk":
            self.path.write_text(text)

    def trace(self, text: str) -> None:
        if self.is_remote:
            requests.post("http://trace", data=text)

    def report(self, text: str) -> None:
        if self.is_remote:
            if self.mode == "report":
                if text:
                    requests.post("http://report", data=text)

    def send(self, text: str) -> None:
        requests.post("http://report", data=text)

    def copy(self, target: str) -> None:
        shutil.copytree(self.path, target)

    def rename(self) -> None:
        os.replace(self.path, self.path.with_suffix(".old"))

    def read_all(self) -> list[str]:
        return [path.read_text() for path in self.path.iterdir()]


settings = Settings(Path("settings.toml"))


@app.get("/settings")
async def show(target: str) -> None:
    settings.read()  # expect: blocking-call-chain as warning
    settings.save(target)  # expect: blocking-call-chain as info
    settings.save(target, dry_run=True)
    settings.trace(target)  # expect: blocking-call-chain as warning
    settings.report(target)  # expect: blocking-call-chain as info
    settings.send(target)  # expect: blocking-call-chain as error
    settings.copy(target)  # expect: blocking-call-chain as error
    settings.rename()  # expect: blocking-call-chain as info
    settings.read_all()  # expect: blocking-call-chain as error


async def refresh(target: str) -> None:
    settings.read()  # expect: blocking-call-chain as info
    settings.save(target)  # expect: blocking-call-chain as info
    settings.trace(target)  # expect: blocking-call-chain as warning
    settings.report(target)  # expect: blocking-call-chain as info
    settings.send(target)  # expect: blocking-call-chain as error
    settings.copy(target)  # expect: blocking-call-chain as warning
    Path(target).read_text()  # expect: blocking-call as warning
    if settings.is_remote:
        Path(target).read_text()  # expect: blocking-call as info


async def shut_down() -> None:
    settings.send("gone")  # expect: blocking-call-chain as info
    settings.copy("backup")  # expect: blocking-call-chain as info
    await put_away()


async def put_away() -> None:
    Path("settings.toml").read_text()  # expect: blocking-call as info


class Sessions:
    def __init__(self, path: str = ":memory:") -> None:
        self.connection = sqlite3.connect(path)

    async def find(self, key: str) -> object:
        return self.connection.execute("select * from session where key = ?", [key])  # expect: blocking-call as info


def pack(rows: list[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for row in rows:
            archive.writestr(row, row)
    return buffer.getvalue()


def pack_into(path: str, rows: list[str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for row in rows:
            archive.writestr(row, row)


@app.get("/pack")
async def packed(rows: list[str]) -> bytes:
    pack_into("rows.zip", rows)  # expect: blocking-call-chain as error
    return pack(rows)  # expect: blocking-call-chain as hint


class Archive:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_kept = False

    def keep(self, text: str, limit: int) -> None:
        if not self.is_kept:
            return
        if len(text) < limit:
            if text.startswith("#"):
                self.path.write_text(text)


@app.get("/archive")
async def archived(text: str) -> None:
    Archive(Path("archive.txt")).keep(text, 10)  # expect: blocking-call-chain as hint


class Page:
    def __init__(self) -> None:
        self.development_mode = False

    def text(self, name: str) -> str:
        if self.development_mode:
            return requests.get("http://localhost/page").text
        return Path(name).read_text()


@app.get("/page")
async def page(name: str) -> None:
    Page().text(name)  # expect: blocking-call-chain via text() > read_text()
