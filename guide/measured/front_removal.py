"""What it costs to take from the front of a list. Run it with `python3 guide/measured/front_removal.py`.

A history keeps its newest entries: each new one is appended, and the oldest goes. Then a queue is filled and drained in one go.
"""

import datetime
import platform
import time
from collections import deque


def microseconds(action) -> float:
    begun, calls = time.perf_counter(), 0
    while time.perf_counter() - begun < 0.2:
        for _ in range(20):
            action(calls)
            calls += 1
    return (time.perf_counter() - begun) * 1e6 / calls


def drain(queue, take) -> float:
    begun = time.perf_counter()
    while queue:
        take()
    return (time.perf_counter() - begun) * 1000


print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {datetime.date.today()}")
print("| entries | append and pop(0), each | deque(maxlen), each | queue drained by pop(0) | by popleft() |\n|--:|--:|--:|--:|--:|")
for size in (100, 1000, 10_000, 50_000, 100_000):
    history, bounded = list(range(size)), deque(range(size), maxlen=size)

    def append_and_pop(entry: int, history: list[int] = history) -> None:
        history.append(entry)
        history.pop(0)

    slow, fast = microseconds(append_and_pop), microseconds(bounded.append)
    waiting, queue = list(range(size)), deque(range(size))
    drained = drain(waiting, lambda waiting=waiting: waiting.pop(0)), drain(queue, queue.popleft)
    print(f"| {size} | {slow:.2f} µs | {fast:.2f} µs | {drained[0]:.1f} ms | {drained[1]:.1f} ms |")
