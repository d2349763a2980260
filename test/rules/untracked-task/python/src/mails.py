"""Mails that are sent in the background."""
import asyncio
from asyncio import create_task, ensure_future

background: set[asyncio.Task[None]] = set()


async def send(user: str) -> None:
    await asyncio.sleep(0.05)


async def sign_up(user: str) -> str:
    asyncio.create_task(send(user))  # expect: untracked-task
    create_task(send(user), name="mail")  # expect: untracked-task
    ensure_future(send(user))  # expect: untracked-task
    loop = asyncio.get_running_loop()
    loop.create_task(send(user))  # expect: untracked-task
    forgotten = asyncio.create_task(send(user))  # expect: untracked-task
    return user


def from_sync_code(user: str) -> None:
    asyncio.get_event_loop().create_task(send(user))  # expect: untracked-task


def forget(task: "asyncio.Task[None]") -> None:
    background.discard(task)


class Mailer:
    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[None]] = set()
        self.last: asyncio.Task[None] | None = None

    async def send_all(self, users: list[str]) -> None:
        task = asyncio.create_task(send(users[0]))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        self.last = asyncio.create_task(send(users[0]))
        background.add(asyncio.create_task(send(users[0])))
        asyncio.create_task(send(users[0])).add_done_callback(forget)
        await asyncio.gather(*[asyncio.create_task(send(each)) for each in users])
        async with asyncio.TaskGroup() as group:
            group.create_task(send(users[0]))

    def begin(self, user: str) -> "asyncio.Task[None]":
        return asyncio.create_task(send(user))

    async def wait(self, user: str) -> None:
        waiting = asyncio.create_task(send(user))

        async def later() -> None:
            await waiting

        await later()


async def note() -> None:
    print("sent")


def begin_note() -> None:
    asyncio.create_task(note())  # expect: untracked-task


def from_thread(loop: asyncio.AbstractEventLoop, user: str) -> None:
    asyncio.run_coroutine_threadsafe(send(user), loop)  # expect: untracked-task
    loop.create_task(send(user))  # noqa: RUF006 -- the loop ends with it # expect: untracked-task suppressed


class Box:
    async def close(self) -> None:
        await asyncio.open_connection("localhost", 25)

    def __del__(self) -> None:
        asyncio.ensure_future(self.close())

    def leave(self) -> None:
        asyncio.ensure_future(self.close())  # expect: untracked-task
