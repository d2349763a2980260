"""What is called when there is something to read."""
import asyncio
import os
import time


class Port:
    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        loop = asyncio.get_running_loop()
        loop.add_reader(descriptor, self.take)
        loop.call_later(1, self.take_late)

    def take(self) -> None:
        print(os.read(self.descriptor, 4096))
        time.sleep(1)  # expect: blocking-call

    def take_late(self) -> None:
        print(os.read(self.descriptor, 4096))  # expect: blocking-call


class Certificates:
    def __init__(self, app, path: str) -> None:
        self.app = app
        self.path = path

    def make(self) -> None:
        @self.app.main_process_stop
        async def clean_up(*_) -> None:
            os.unlink(self.path)  # expect: blocking-call acceptable

        @self.app.each_second
        async def clean_often(*_) -> None:
            os.unlink(self.path)  # expect: blocking-call
