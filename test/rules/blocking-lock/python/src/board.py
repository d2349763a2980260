"""What threads and the event loop share."""
import asyncio
import multiprocessing
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

jobs: "queue.Queue[str]" = queue.Queue()
results: "multiprocessing.Queue[str]" = multiprocessing.Queue()
table_lock = threading.Lock()
slow_lock = threading.Lock()
table: dict[str, str] = {}


class Board:
    def __init__(self) -> None:
        self.short = threading.Lock()
        self.long = threading.RLock()
        self.across = threading.Lock()
        self.changed = threading.Condition()
        self.ready = threading.Event()
        self.notes: list[str] = []
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self) -> None:
        while True:
            job = jobs.get()
            with self.short:
                self.notes.append(job)
            with self.long:
                time.sleep(1)
                self.notes.append(job)

    async def post(self, note: str) -> None:
        with self.short:
            self.notes.append(note)
        with self.long:  # expect: blocking-lock
            self.notes.append(note)
        self.long.acquire()  # expect: blocking-lock
        self.long.release()
        if self.long.acquire(blocking=False):
            self.long.release()

    def count(self) -> int:
        with self.long:
            return len(self.notes)

    def count_short(self) -> int:
        with self.short:
            return len(self.notes)

    async def show(self) -> int:
        return self.count() + self.count_short()  # expect: blocking-lock via count() > with RLock

    async def hold(self) -> None:
        with self.across:  # expect: lock-across-await
            await asyncio.sleep(1)

    async def wait(self) -> None:
        with self.across:  # expect: blocking-lock
            self.notes.clear()
        self.ready.wait()  # expect: blocking-lock
        self.ready.wait(timeout=0)
        with self.changed:
            self.changed.wait()  # expect: blocking-lock
        self.thread.join()  # expect: blocking-lock

    async def take(self, work: "Future[str]") -> str:
        first = jobs.get()  # expect: blocking-lock
        second = jobs.get_nowait()
        third = jobs.get(block=False)
        jobs.put(first)
        fourth = results.get()  # expect: blocking-lock
        return second + third + fourth + work.result()  # expect: blocking-lock

    async def clear(self) -> None:
        while not jobs.empty():
            jobs.get()

    async def in_time(self) -> str:
        self.wait_for_ready()  # expect: blocking-lock via wait_for_ready() > wait()
        return await asyncio.to_thread(jobs.get)

    def wait_for_ready(self) -> None:
        self.ready.wait()


def write_slowly(name: str) -> None:
    with slow_lock:
        table[name] = ""
        time.sleep(1)


def start(pool: ThreadPoolExecutor) -> None:
    pool.submit(write_slowly, "a")


async def read(name: str) -> str:
    with table_lock:
        table[name] = name
    with slow_lock:  # expect: blocking-lock
        return table[name]


async def off_the_loop(name: str) -> None:
    await asyncio.to_thread(write_slowly, name)
    lock = asyncio.Lock()
    async with lock:
        await asyncio.sleep(1)


def tell(future: Future) -> None:
    if not future.cancelled() and future.exception() is not None:
        print(future.result())


async def watch(pool: ThreadPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    asyncio.run_coroutine_threadsafe(off_the_loop("a"), loop).add_done_callback(tell)
    loop.call_later(1, print_late, pool.submit(write_slowly, "a"))


def print_late(future: Future) -> None:
    print(future.result())  # expect: blocking-lock


async def empty() -> None:
    nodes: "queue.PriorityQueue[str]" = queue.PriorityQueue()
    nodes.put("a")
    while nodes.qsize() > 0:
        print(nodes.get())
    print(nodes.get())  # expect: blocking-lock
