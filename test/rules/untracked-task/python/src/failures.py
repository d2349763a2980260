"""Tasks that look at their own failures: all that is left to say is that nobody keeps them."""
import asyncio
import logging
from typing import Any, Coroutine

log = logging.getLogger(__name__)


async def deliver(user: str) -> None:
    await asyncio.open_connection(user, 25)


async def guarded(coroutine: Coroutine[Any, Any, None], *, what: str) -> None:
    try:
        await coroutine
    except Exception:
        log.exception("%s failed", what)


async def careful(user: str) -> None:
    log.info("delivering to %s", user)
    try:
        await deliver(user)
    except Exception as error:
        log.warning("not delivered: %s", error)


async def again_and_again(user: str) -> None:
    while True:
        try:
            await deliver(user)
        except Exception:
            log.exception("not delivered")
        await asyncio.sleep(1)


async def half_careful(user: str) -> None:
    try:
        await deliver(user)
    except ValueError:
        log.exception("not delivered")


async def raises_again(user: str) -> None:
    try:
        await deliver(user)
    except Exception:
        log.exception("not delivered")
        raise


async def careful_too_late(user: str) -> None:
    await deliver(user)
    try:
        await deliver(user)
    except Exception:
        log.exception("not delivered")


async def at_once(user: str) -> None:
    try:
        print(user.upper())
    except Exception:
        log.exception("not printed")


async def begin(user: str) -> None:
    asyncio.create_task(guarded(deliver(user), what="delivery"))  # expect: untracked-task as info
    coroutine = deliver(user)
    asyncio.create_task(guarded(coroutine, what="delivery"))  # expect: untracked-task as info
    asyncio.create_task(careful(user))  # expect: untracked-task as info
    asyncio.create_task(again_and_again(user))  # expect: untracked-task as info
    asyncio.create_task(half_careful(user))  # expect: untracked-task as warning
    asyncio.create_task(raises_again(user))  # expect: untracked-task as warning
    asyncio.create_task(careful_too_late(user))  # expect: untracked-task as warning
    asyncio.create_task(at_once(user))
    kept = asyncio.create_task(careful(user))  # expect: untracked-task as info


def log_failures(function):
    """Writes down what fails, and lets it go on."""
    async def wrapper(*arguments):
        try:
            return await function(*arguments)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            log.exception("%s failed: %r", function.__name__, error)
            raise
    return wrapper


def as_it_is(function):
    async def wrapper(*arguments):
        return await function(*arguments)
    return wrapper


class Watcher:
    def __init__(self, loop: asyncio.AbstractEventLoop, taskgroup) -> None:
        self.loop = loop
        self.taskgroup = taskgroup

    @log_failures
    async def watch(self) -> None:
        await deliver("all")

    @as_it_is
    async def look(self) -> None:
        await deliver("all")

    def start(self) -> None:
        asyncio.run_coroutine_threadsafe(self.watch(), self.loop)
        asyncio.run_coroutine_threadsafe(self.taskgroup.spawn(self.look()), self.loop)
        begun = self.taskgroup.spawn(self.look())
        asyncio.run_coroutine_threadsafe(begun, self.loop)
        asyncio.run_coroutine_threadsafe(self.look(), self.loop)  # expect: untracked-task


class Store:
    """What another base of a store overrides."""

    async def query(self, text: str) -> list[str]:
        return []


class Graph:
    async def query(self, text: str) -> list[str]:
        reader, _ = await asyncio.open_connection(text, 25)
        return [(await reader.readline()).decode()]


class GraphStore(Graph, Store):
    pass


async def note_edge(store: Store) -> None:
    try:
        await store.query("edge")
    except Exception:
        log.debug("no edge")


async def connect(store: Store) -> None:
    asyncio.create_task(note_edge(store))  # expect: untracked-task as info


class Inbox:
    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._is_closed = False

    def wake(self) -> None:
        asyncio.get_running_loop().create_task(self._notify())  # expect: untracked-task as info

    async def _notify(self) -> None:
        async with self._changed:
            if self._is_closed:
                return
            self._changed.notify_all()

    def wake_with(self, text: str) -> None:
        asyncio.get_running_loop().create_task(self._notify_with(text))  # expect: untracked-task as warning

    async def _notify_with(self, text: str) -> None:
        async with self._changed:
            int(text)
            self._changed.notify_all()
