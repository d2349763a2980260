"""What is short is done at once, and handed to a thread otherwise."""
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool


class Upload:
    def __init__(self, file: BinaryIO, is_in_memory: bool) -> None:
        self.file = file
        self.is_in_memory = is_in_memory

    async def read(self, size: int = -1) -> bytes:
        if self.is_in_memory:
            return self.file.read(size)  # expect: blocking-call acceptable
        return await run_in_threadpool(self.file.read, size)

    async def lines(self) -> list[bytes]:
        if self.is_in_memory:
            return self.file.readlines()  # expect: blocking-call
        return [await run_in_threadpool(self.file.read)]
