"""Sleeps, programs, the terminal and locks."""
import asyncio
import os
import queue
import select
import subprocess
import sys
import threading
import time as clock
from concurrent.futures import ThreadPoolExecutor
from time import sleep

lock = threading.Lock()
ready = threading.Event()
jobs: "queue.Queue[str]" = queue.Queue()
slots = threading.Semaphore(2)


async def pause() -> None:
    sleep(1)  # expect: blocking-call
    clock.sleep(0.5)  # expect: blocking-call
    await asyncio.sleep(1)


async def run(command: list[str]) -> str:
    subprocess.run(command, check=True)  # expect: blocking-call
    os.system("sync")  # expect: blocking-call
    child = subprocess.Popen(command, stdout=subprocess.PIPE)  # expect: blocking-call
    out, _ = child.communicate()  # expect: blocking-call
    process = await asyncio.create_subprocess_exec(*command)
    await process.wait()
    return out.decode()


async def keys() -> str:
    if select.select([sys.stdin], [], [], 0)[0]:
        return sys.stdin.read(1)  # expect: blocking-call
    select.select([sys.stdin], [], [], 0.1)  # expect: blocking-call
    for line in sys.stdin:  # expect: blocking-call
        return line
    return input("? ")  # expect: blocking-call


async def take() -> str:
    ready.wait()  # expect: blocking-lock
    ready.wait(timeout=0)
    first = jobs.get()  # expect: blocking-lock
    second = jobs.get(block=False)
    third = jobs.get_nowait()
    jobs.put(first)
    return second + third


counts: dict[str, int] = {}


async def count(name: str) -> None:
    with lock:
        counts[name] = counts.get(name, 0) + 1
    with slots:  # expect: blocking-lock
        counts[name] -= 1
    if lock.acquire(blocking=False):
        lock.release()


async def compute(items: list[int]) -> list[int]:
    with ThreadPoolExecutor() as pool:  # expect: blocking-lock
        future = pool.submit(sum, items)
        return [future.result()]  # expect: blocking-lock


def worker() -> None:
    while True:
        job = jobs.get()
        sleep(len(job))


def start() -> threading.Thread:
    thread = threading.Thread(target=worker, daemon=True)
    thread.start()
    return thread


async def stop(thread: threading.Thread) -> None:
    thread.join()  # expect: blocking-lock


class Worker:
    def __init__(self, thread: threading.Thread) -> None:
        self.thread = thread
        self.is_closed = False

    async def close(self) -> None:
        if self.is_closed:
            return
        self.thread.join()  # expect: blocking-lock
        self.is_closed = True


async def log(text: str) -> None:
    print(text)
    print(text, file=sys.stderr, flush=True)
    sys.stdout.write(text)
    sys.stdout.flush()
