"""Who is registered, under a lock that cannot be taken twice."""
import asyncio
import threading

lock = asyncio.Lock()
table_lock = threading.Lock()
table: dict[str, str] = {}


class Registry:
    guard = threading.Lock()

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._other = asyncio.Lock()
        self._again = threading.RLock()
        self._changed = asyncio.Condition()
        self._mutex = threading.Lock()
        self._slots = asyncio.Semaphore(2)
        self._names: dict[str, str] = {}
        self._peer: "Registry | None" = None
        self._client: str | None = None

    async def get(self, name: str) -> str:
        async with self._lock:
            return self._names[name]

    async def _refresh(self, name: str) -> None:
        await asyncio.sleep(0)
        await self.get(name)

    async def rename(self, name: str, other: str) -> None:
        async with self._lock:
            value = await self.get(name)  # expect: lock-reentry via get() > async with self._lock
            self._names[other] = value
        await self.get(other)

    async def move(self, name: str) -> None:
        async with self._lock:
            await self._refresh(name)  # expect: lock-reentry via _refresh() > get() > async with self._lock

    async def twice(self) -> None:
        async with self._lock:
            async with self._lock:  # expect: lock-reentry
                self._names.clear()

    async def together(self, names: list[str]) -> None:
        async with self._lock:
            await asyncio.gather(self.get(names[0]), self.get(names[1]))  # expect: lock-reentry, lock-reentry

    async def by_hand(self) -> None:
        await self._lock.acquire()
        try:
            await self.get("a")  # expect: lock-reentry
        finally:
            self._lock.release()
        await self.get("b")

    async def changed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def change(self) -> None:
        async with self._changed:
            await self.changed()  # expect: lock-reentry

    def _put(self, name: str) -> None:
        with self._mutex:
            self._names[name] = name

    @property
    def size(self) -> int:
        with self._mutex:
            return len(self._names)

    def put_all(self, names: list[str]) -> None:
        with self._mutex:
            for name in names:
                self._put(name)  # expect: lock-reentry
            print(self.size)  # expect: lock-reentry

    @classmethod
    def count(cls) -> None:
        with cls.guard:
            table["count"] = ""

    async def quiet(self, name: str) -> None:
        async with self._other:
            await self.get(name)
        async with self._lock:
            # Runs when the lock is free again.
            task = asyncio.create_task(self.get(name))
            if self._peer is not None:
                await self._peer.get(name)
            names = list(self._names)
        await task
        async with self._slots:
            await self.use_slot(names)
        with self._again:
            self.again()

    async def use_slot(self, names: list[str]) -> None:
        async with self._slots:
            names.clear()

    def again(self) -> None:
        with self._again:
            self._names.clear()

    async def let_go(self, name: str) -> None:
        async with self._lock:
            self._lock.release()
            try:
                await self.get(name)
            finally:
                await self._lock.acquire()

    async def client(self) -> str:
        if self._client is not None:
            return self._client
        async with self._lock:
            self._client = self._client or "client"
            return self._client

    async def connect(self) -> None:
        async with self._lock:
            self._client = "client"
            await self.client()

    async def maybe(self, name: str, is_locked: bool = False) -> None:
        if not is_locked:
            async with self._lock:
                self._names.pop(name)

    async def maybe_not(self, name: str, lock_held: bool = False) -> None:
        if lock_held:
            return
        async with self._lock:
            self._names.pop(name)

    async def drop(self, name: str) -> None:
        async with self._lock:
            await self.maybe(name, is_locked=True)
            await self.maybe_not(name, lock_held=True)


async def load(name: str) -> str:
    async with lock:
        return table[name]


async def store(name: str) -> None:
    async with lock:
        table[name] = await load(name)  # expect: lock-reentry
    await load(name)


def write(name: str) -> None:
    with table_lock:
        table[name] = ""


async def write_all(names: list[str]) -> None:
    def each() -> None:
        write(names[0])

    with table_lock:
        write(names[0])  # expect: lock-reentry
        each()  # expect: lock-reentry via each() > write() > with table_lock


class Locks:
    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}

    async def get(self, name: str) -> None:
        async with self._locks[name]:
            await asyncio.sleep(0)

    async def move(self, name: str) -> None:
        async with self._locks["a"]:
            await self.get(name)
