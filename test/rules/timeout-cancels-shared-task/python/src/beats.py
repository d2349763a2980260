"""Waits with a deadline."""
import asyncio


async def work() -> str:
    await asyncio.sleep(10)
    return "done"


async def beat() -> None:
    await asyncio.sleep(0)


async def with_heartbeat() -> str:
    task = asyncio.create_task(work())
    while not task.done():
        try:
            return await asyncio.wait_for(task, timeout=5)  # expect: timeout-cancels-shared-task
        except asyncio.TimeoutError:
            await beat()
    return task.result()


async def with_deadline(left: int) -> str | None:
    task = asyncio.create_task(work())
    while True:
        try:
            return await asyncio.wait_for(task, timeout=5)  # expect: timeout-cancels-shared-task
        except asyncio.TimeoutError:
            await beat()
            left -= 1
            if left == 0:
                task.cancel()
                return None


async def of_another(task: asyncio.Task[str]) -> str:
    while True:
        try:
            return await asyncio.wait_for(task, 5)  # expect: timeout-cancels-shared-task
        except TimeoutError:
            await beat()
            continue


async def needed_later() -> str:
    task = asyncio.ensure_future(work())
    try:
        await asyncio.wait_for(task, 1)  # expect: timeout-cancels-shared-task
    except asyncio.TimeoutError:
        print("it takes a while")
    return await task


class Connection:
    def __init__(self) -> None:
        self.reader: asyncio.Task[str] = asyncio.create_task(work())
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def poll(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self.reader, 1)  # expect: timeout-cancels-shared-task
                return
            except asyncio.TimeoutError:
                await beat()

    async def read(self) -> str:
        return await self.reader

    async def close(self) -> None:
        while not self.reader.done():
            try:
                await asyncio.wait_for(self.reader, 1)
            except asyncio.TimeoutError:
                await beat()

    async def halt(self) -> None:
        self.reader.cancel()
        try:
            await asyncio.wait_for(self.reader, 1)
        except asyncio.TimeoutError:
            print("it does not want to end")
        await self.reader

    async def until_ready(self) -> None:
        await asyncio.wait_for(self.ready, 5)


async def shielded() -> str:
    task = asyncio.create_task(work())
    while True:
        try:
            return await asyncio.wait_for(asyncio.shield(task), 5)
        except asyncio.TimeoutError:
            await beat()


async def by_wait() -> str:
    task = asyncio.create_task(work())
    while not task.done():
        await asyncio.wait({task}, timeout=5)
        await beat()
    return task.result()


async def anew() -> str:
    while True:
        try:
            return await asyncio.wait_for(work(), 5)
        except asyncio.TimeoutError:
            await beat()


async def made_anew() -> str:
    while True:
        task = asyncio.create_task(work())
        try:
            return await asyncio.wait_for(task, 5)
        except asyncio.TimeoutError:
            await beat()


async def meant() -> str:
    task = asyncio.create_task(work())
    try:
        return await asyncio.wait_for(task, 5)
    except asyncio.TimeoutError:
        return "too late"


async def for_all(tasks: list[asyncio.Task[str]]) -> None:
    for task in tasks:
        try:
            await asyncio.wait_for(task, 1)
        except asyncio.TimeoutError:
            print("too late")


async def for_ever() -> str:
    task = asyncio.create_task(work())
    while True:
        try:
            return await asyncio.wait_for(task, None)
        except asyncio.TimeoutError:
            await beat()


class Sender:
    def __init__(self) -> None:
        self._disconnected: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def disconnected(self) -> asyncio.Future[None]:
        return asyncio.shield(self._disconnected)

    @property
    def raw(self) -> asyncio.Future[None]:
        return self._disconnected


class Client:
    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    @property
    def disconnected(self) -> asyncio.Future[None]:
        return self._sender.disconnected

    @property
    def raw(self) -> asyncio.Future[None]:
        return self._sender.raw

    async def keep_alive(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self.disconnected, timeout=60)
            except asyncio.TimeoutError:
                await beat()

    async def keep_alive_rawly(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self.raw, timeout=60)  # expect: timeout-cancels-shared-task
            except asyncio.TimeoutError:
                await beat()


class Updates:
    async def keep_up(self: Client) -> None:
        while True:
            try:
                await asyncio.wait_for(self.disconnected, timeout=60)
            except asyncio.TimeoutError:
                await beat()
