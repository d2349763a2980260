"""What only somebody who looks for a fault sets is worth knowing, no more."""
import os
from pathlib import Path

import requests

from . import constants, log
from .constants import RECORD, SHOP_URL


def note(text: str) -> None:
    if constants.LOG_FILE:
        Path("shop.log").write_text(text)


def record(text: str) -> None:
    if RECORD:
        Path("record.txt").write_text(text)


def send(text: str) -> None:
    if SHOP_URL:
        requests.post(SHOP_URL, data=text)


async def order(text: str) -> None:
    log(text)  # expect: blocking-call-chain acceptable
    note(text)  # expect: blocking-call-chain acceptable
    record(text)  # expect: blocking-call-chain acceptable
    send(text)  # expect: blocking-call-chain as warning
    if os.environ.get("SHOP_DEBUG"):
        send(text)  # expect: blocking-call-chain as info
    if constants.LOG_FILE is not None:
        send(text)  # expect: blocking-call-chain as info
    if not constants.LOG_FILE:
        send(text)  # expect: blocking-call-chain as warning


def is_none_or_empty(value: str | None) -> bool:
    return value is None or value == ""


def is_tracing() -> bool:
    """Only with a folder for them."""
    return not is_none_or_empty(os.getenv("SHOP_PROMPTTRACE_DIR"))


def has_address() -> bool:
    return not is_none_or_empty(os.getenv("SHOP_ADDRESS"))


async def trace(text: str) -> None:
    if is_tracing():
        send(text)  # expect: blocking-call-chain as info
    if has_address():
        send(text)  # expect: blocking-call-chain as warning


class Logger:
    """A line of it is only written where somebody asks for that."""

    def __call__(self, text: str) -> None:
        if constants.LOG_FILE is not None:
            with open(constants.LOG_FILE, "a") as file:
                file.write(text)


logger = Logger()


def post(text: str) -> None:
    logger(text)


async def publish(text: str) -> None:
    logger(text)  # expect: blocking-call-chain acceptable
    post(text)  # expect: blocking-call-chain acceptable
