"""Twisted's reactor drives what is async here."""
from pathlib import Path

from twisted.internet import defer


def read(path: Path) -> str:
    return path.read_text()


async def answer(path: Path) -> str:
    await defer.succeed(None)
    return read(path)  # expect: blocking-call-chain via read() > read_text()
