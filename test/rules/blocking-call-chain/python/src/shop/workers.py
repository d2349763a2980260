"""What a decorator puts in a function's place may only begin it."""
import io
import ssl
from pathlib import Path

from PIL.Image import Image
from pypdf import PdfWriter
from shoplib import plain, thread_task
from textual import work


def threaded(function):
    return thread_task(function)


@threaded
def load_own(path: Path) -> str:
    return path.read_text()


@work(thread=True)
def load(path: Path) -> str:
    return path.read_text()


@thread_task
def fetch(path: Path) -> str:
    return path.read_text()


@plain
def read(path: Path) -> str:
    return path.read_text()


def save(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def joined(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def store(writer: PdfWriter) -> None:
    writer.write("all.pdf")


async def show(path: Path, image: Image, writer: PdfWriter) -> None:
    await load(path).wait()
    load(path)
    load_own(path).wait()
    fetch(path).wait()
    read(path)  # expect: blocking-call-chain via read() > read_text()
    save(image)  # expect: blocking-call-chain as hint
    joined(writer)
    store(writer)  # expect: blocking-call-chain via store() > write()


async def secure() -> None:
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    path = Path("x").absolute()
    ssl.create_default_context()  # expect: blocking-call
    print(path)
