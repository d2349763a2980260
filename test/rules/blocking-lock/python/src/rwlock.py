"""A lock of the project's own, which nobody holds for long, and a wait for work of others."""
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Thread


class ReadWriteLock:
    def __init__(self) -> None:
        self.condition = Condition()
        self.is_written = False

    def acquire_read(self) -> None:
        with self.condition:
            while self.is_written:
                self.condition.wait()

    def release_read(self) -> None:
        with self.condition:
            self.condition.notify_all()

    @contextmanager
    def reading(self) -> Iterator[None]:
        try:
            self.acquire_read()
            yield
        finally:
            self.release_read()


class Bus:
    def __init__(self) -> None:
        self.lock = ReadWriteLock()
        self.handlers: list[str] = []
        self.arrived = Condition()

    def emit(self) -> list[str]:
        with self.lock.reading():
            return self.handlers

    def take(self) -> str:
        with self.arrived:
            while not self.handlers:
                self.arrived.wait()
            return self.handlers.pop()


async def tell(bus: Bus) -> list[str]:
    return bus.emit()


async def taken(bus: Bus) -> str:
    return bus.take()  # expect: blocking-lock


class Worker:
    """Its thread waits for the condition, which lets go of it meanwhile."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.jobs: list[str] = []
        Thread(target=self.run).start()

    def run(self) -> None:
        while True:
            with self.changed:
                while not self.jobs:
                    self.changed.wait()
                self.jobs.pop()

    def put(self, job: str) -> None:
        with self.changed:
            self.jobs.append(job)
            self.changed.notify()


async def ask(worker: Worker) -> None:
    worker.put("print")
