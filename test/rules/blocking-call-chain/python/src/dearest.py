"""Of several things that a call comes to, what takes the longest is told of."""
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import bcrypt
from fastapi import FastAPI

app = FastAPI()


def refresh(root: Path) -> None:
    version = (root / "version").read_text()
    shutil.copytree(root, root.with_suffix(version))


def refresh_some(root: Path, is_old: bool) -> None:
    version = (root / "version").read_text()
    if is_old:
        shutil.copytree(root, root.with_suffix(version))


@app.get("/refresh")
async def refresh_all(name: str) -> None:
    refresh(Path(name))  # expect: blocking-call-chain as error via refresh() > copytree()


@app.get("/refresh-some")
async def refresh_old(name: str, is_old: bool) -> None:
    refresh_some(Path(name), is_old)  # expect: blocking-call-chain via refresh_some() > read_text()


@dataclass
class Account:
    password_hash: str | None

    def verify(self, password: str) -> bool:
        if not self.password_hash:
            return False
        return bcrypt.checkpw(password.encode(), self.password_hash.encode())


@app.post("/login")
async def login(account: Account, password: str) -> bool:
    return account.verify(password)  # expect: blocking-call-chain as warning


def upload(text: str) -> None:
    for attempt in range(3):
        if attempt > 0:
            time.sleep(2 ** attempt)


def prepare(text: str, is_large: bool) -> None:
    if is_large:
        upload(text)


def part(text: str, is_large: bool) -> None:
    prepare(text, is_large)


def parts(texts: list[str], has_files: bool) -> None:
    if has_files:
        for text in texts:
            part(text, len(text) > 1000)


def message(texts: list[str], has_files: bool) -> None:
    parts(texts, has_files)


@app.get("/message")
async def sent(texts: list[str], has_files: bool) -> None:
    parts(texts, has_files)  # expect: blocking-call-chain


@app.get("/whole")
async def sent_whole(texts: list[str], has_files: bool) -> None:
    message(texts, has_files)  # expect: blocking-call-chain as hint
