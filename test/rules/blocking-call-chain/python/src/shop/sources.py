"""What is done with an argument hangs on its class."""
import io
from pathlib import Path


class Attachment:
    def __init__(self, source, name=None):
        if isinstance(source, io.IOBase):
            self.source = source
        else:
            self.source = open(source, "rb")


class Document:
    pass


class Letter(Document):
    pass


def load(source):
    if isinstance(source, Document):
        return source
    with open(source) as file:
        return file.read()


def text_of(source):
    if isinstance(source, (str, Path)):
        return open(source).read()
    return source


def letter_of(source):
    if isinstance(source, Letter):
        return open("letter").read()
    return None


async def nothing_is_opened(data, given: bytes):
    Attachment(io.BytesIO(data))
    buffer = io.BytesIO(data)
    Attachment(buffer)
    letter = Letter()
    load(letter)
    load(Document())
    text_of(b"x")
    text_of(given)
    text_of(letter)
    text_of({"a": 1})
    letter_of(Document())


async def something_is_opened(name: str, document: Document, anything):
    Attachment("x.bin")  # expect: blocking-call-chain via Attachment() > open()
    Attachment(anything)  # expect: blocking-call-chain
    load(name)  # expect: blocking-call-chain
    text_of(name)  # expect: blocking-call-chain
    text_of(Path(name))  # expect: blocking-call-chain
    text_of(anything)  # expect: blocking-call-chain
    letter_of(document)  # expect: blocking-call-chain
    letter_of(Letter())  # expect: blocking-call-chain
