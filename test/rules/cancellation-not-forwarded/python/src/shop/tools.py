"""Functions that have a cancellation token, and what they call."""
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import anyio


class CancellationToken:
    def __init__(self) -> None:
        self._cancelled = False

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        self._cancelled = True

    def raise_if_cancelled(self) -> None:
        if self._cancelled:
            raise asyncio.CancelledError


class Order:
    """A thing that can be cancelled is no token."""

    @property
    def is_cancelled(self) -> bool:
        return False


async def fetch(name: str, cancel_token: CancellationToken | None = None) -> str:
    reader, _ = await asyncio.open_connection(name, 80)
    lines = []
    async for line in reader:
        if cancel_token is not None:
            cancel_token.raise_if_cancelled()
        lines.append(line.decode())
    return "".join(lines)


def checksum(data: bytes, rounds: int = 1, stop: threading.Event | None = None) -> int:
    total = 0
    for _ in range(rounds):
        if stop is not None and stop.is_set():
            break
        total += sum(data)
    return total


async def listen(name: str, *, stop_event: asyncio.Event | None = None) -> None:
    reader, _ = await asyncio.open_connection(name, 80)
    while stop_event is None or not stop_event.is_set():
        await reader.readline()


async def ship(order: Order | None = None) -> None:
    await asyncio.open_connection("ship", 80)
    print(order)


async def watch(scope: anyio.CancelScope | None = None) -> None:
    await anyio.sleep_forever()
    print(scope)


def untyped(data: bytes, cancel_event=None) -> int:
    return sum(data) if cancel_event is None else 0


class Tool:
    async def execute(self, name: str, cancel_token: CancellationToken | None = None) -> str:
        return await fetch(name, cancel_token)

    # Not passed on.

    async def execute_all(self, names: list[str], cancel_token: CancellationToken) -> list[str]:
        return [await self.execute(name) for name in names]  # expect: cancellation-not-forwarded


async def page(name: str, token: CancellationToken) -> str:
    return await fetch(name)  # expect: cancellation-not-forwarded


async def page_or_none(name: str, token: CancellationToken | None = None) -> str:
    if token is not None:
        token.raise_if_cancelled()
    return await Tool().execute(name)  # expect: cancellation-not-forwarded


async def checksum_of(data: bytes, stop: threading.Event) -> int:
    return await asyncio.to_thread(checksum, data)  # expect: cancellation-not-forwarded


async def checksum_in_executor(data: bytes, stop: threading.Event) -> int:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, checksum, data, 3)  # expect: cancellation-not-forwarded


def checksums(parts: list[bytes], stop: threading.Event) -> int:
    return sum(checksum(part, 2) for part in parts)  # expect: cancellation-not-forwarded


async def listen_to(name: str, stop_event: asyncio.Event) -> None:
    await listen(name)  # expect: cancellation-not-forwarded


async def watching(cancel_scope: anyio.CancelScope) -> None:
    await watch()  # expect: cancellation-not-forwarded


def of_untyped(data: bytes, cancel_event) -> int:
    return untyped(data)  # expect: cancellation-not-forwarded


# Fine: it is passed on.

async def passed(name: str, token: CancellationToken) -> str:
    first = await fetch(name, token)
    second = await fetch(name, cancel_token=token)
    return first + second


async def passed_to_threads(data: bytes, stop: threading.Event) -> int:
    loop = asyncio.get_running_loop()
    first = await asyncio.to_thread(checksum, data, 1, stop)
    second = await loop.run_in_executor(None, partial(checksum, data, stop=stop))
    third = await asyncio.to_thread(checksum, data, stop=stop)
    return first + second + third


async def another(name: str, token: CancellationToken) -> str:
    return await fetch(name, CancellationToken())


async def spread(name: str, token: CancellationToken, **options: object) -> str:
    return await fetch(name, **options)


# Fine: nothing to pass on, or nothing that takes it.

async def without(name: str) -> str:
    return await fetch(name)


async def of_another_kind(name: str, stop: threading.Event) -> str:
    return await fetch(name)


async def of_another_loop(name: str, stop: threading.Event) -> None:
    await listen(name)


async def with_an_order(order: Order) -> None:
    await ship()


async def with_an_answer(cancel: bool, stop_event: str) -> str:
    return await fetch(f"{cancel} {stop_event}")


async def with_a_start(started: asyncio.Event, ready_event: asyncio.Event) -> None:
    await listen("name")


# Fine: it is to go on, or goes on by itself.

async def begun(name: str, token: CancellationToken) -> "asyncio.Task[str]":
    return asyncio.create_task(fetch(name))


async def cleaned_up(name: str, token: CancellationToken) -> None:
    try:
        await fetch(name, token)
    finally:
        await fetch(f"close/{name}")


async def told(name: str, token: CancellationToken) -> None:
    if token.is_cancelled:
        await fetch(f"cancelled/{name}")


async def close(name: str, token: CancellationToken) -> None:
    await fetch(f"close/{name}")


def pool(token: CancellationToken) -> ThreadPoolExecutor:
    return ThreadPoolExecutor()


def reject_token(cancel_token: CancellationToken | None, *, engine: str) -> None:
    if cancel_token is not None:
        raise ValueError(f"{engine} cannot be cancelled")


def note_token(cancel_token: CancellationToken | None) -> None:
    if cancel_token is None:
        raise ValueError("no token")
    print(cancel_token.is_cancelled)


async def fetch_durably(name: str, cancel_token: CancellationToken | None = None) -> str:
    reject_token(cancel_token, engine="the engine")
    return await fetch(name)


async def fetch_noted(name: str, cancel_token: CancellationToken | None = None) -> str:
    note_token(cancel_token)
    return await fetch(name)  # expect: cancellation-not-forwarded


async def fetch_and_reject(name: str, cancel_token: CancellationToken | None = None) -> str:
    text = await fetch(name)  # expect: cancellation-not-forwarded
    reject_token(cancel_token, engine="the engine")
    return text
