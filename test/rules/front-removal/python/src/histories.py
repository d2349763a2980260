"""Histories and queues in lists."""
import asyncio
import sys
from collections import deque
from dataclasses import dataclass, field

MAX_SAMPLES = 10_000
samples: list[float] = []
script = sys.argv.pop(0)


def record(load: float) -> None:
    samples.append(load)
    if len(samples) > MAX_SAMPLES:
        samples.pop(0)  # expect: front-removal


class Events:
    LIMIT = 500

    def __init__(self, limit: int = 2000) -> None:
        self._recent: list[str] = []
        self._errors: list[str] = []
        self._lines: list[str] = []
        self._newest: list[str] = []
        self._last: list[str] = []
        self._times: dict[str, list[float]] = {}
        self._short: list[str] = []
        self._log: list[str] = []
        self._ring: deque[str] = deque(maxlen=100)
        self._loose: deque[str] = deque()
        self.limit = limit

    async def publish(self, event: str) -> None:
        self._recent.append(event)
        while len(self._recent) > self.limit:
            del self._recent[0]  # expect: front-removal
        self._errors.append(event)
        self._errors = self._errors[-1000:]  # expect: front-removal
        self._lines.append(event)
        if len(self._lines) > self.LIMIT:
            self._lines = self._lines[1:]  # expect: front-removal
        self._newest.insert(0, event)  # expect: front-removal
        if len(self._newest) > self.LIMIT:
            self._newest.pop()
        self._last.insert(0, event)  # expect: front-removal
        self._last = self._last[: self.limit]

    def allow(self, user: str, now: float) -> bool:
        times = self._times.setdefault(user, [])
        times.append(now)
        self._times[user].append(now)
        while self._times[user] and self._times[user][0] < now - 60:
            self._times[user].pop(0)  # expect: front-removal
        return len(self._times[user]) < 10

    def quiet(self, event: str) -> None:
        self._short.append(event)
        if len(self._short) > 10:
            self._short.pop(0)
        self._log.append(event)
        if len(self._log) > 2000:
            self._log = self._log[-1000:]
        self._ring.append(event)
        self._loose.append(event)
        if len(self._loose) > 1000:
            self._loose.popleft()
        del self._times["a"]


@dataclass
class Outbox:
    waiting: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def post(self, mail: str) -> None:
        self.waiting.append(mail)
        self.stack.append(mail)

    async def deliver(self) -> None:
        while self.waiting:
            mail = self.waiting.pop(0)
            await asyncio.sleep(len(mail))
        self.stack.pop()
        self.stack.pop(-1)


@dataclass
class Inbox:
    waiting: list[str] = field(default_factory=list)

    def put(self, mail: str) -> None:
        self.waiting.append(mail)

    def sort(self, sorted_by: dict[str, str]) -> None:
        while self.waiting:
            mail = self.waiting.pop(0)  # expect: front-removal
            sorted_by[mail] = mail


def reached(root: str, following: dict[str, list[str]]) -> set[str]:
    queue = [root]
    found: set[str] = set()
    while queue:
        node = queue.pop(0)  # expect: front-removal
        if node not in found:
            found.add(node)
            queue.extend(following[node])
    return found


def parse(text: str) -> dict[str, str]:
    words = text.split()
    command = words.pop(0)
    rest = words[1:]
    words = words[1:]
    del words[0]
    args = [command, "b"]
    args.insert(0, "run")
    first, second = args[:2]
    return {command: " ".join(rest), first: second}


def drained(text: str) -> int:
    lines = text.splitlines()
    count = 0
    while lines:
        lines.pop(0)
        count += 1
    return count


def path_to(node: str, parents: dict[str, str]) -> list[str]:
    path: list[str] = []
    while node in parents:
        path.insert(0, node)
        node = parents[node]
    sys.path.insert(0, node)
    return path


def tail(argv: list[str]) -> list[str]:
    argv = argv[1:]
    while argv and argv[0].startswith("-"):
        argv = argv[1:]
    return argv


class Window:
    def __init__(self, pattern: list[str], size: int = 200) -> None:
        self.pattern = pattern
        self.last: list[str] = []
        self.stripped: list[str] = []
        self.keys: list[str] = []
        self.cache: dict[str, str] = {}
        self.size = size

    def add(self, token: str) -> None:
        self.last.append(token)
        self.stripped.append(token.strip())
        if len(self.last) > len(self.pattern):
            self.last.pop(0)
            self.stripped.pop(0)

    def put(self, key: str, value: str) -> None:
        if len(self.cache) >= self.size:
            oldest = self.keys.pop(0)  # expect: front-removal
            del self.cache[oldest]
        self.keys.append(key)
        self.cache[key] = value


class Screen:
    """Shows a part of its lines, each asked for by its number."""

    def __init__(self, limit: int) -> None:
        self.lines: list[str] = []
        self.heads: list[str] = []
        self.limit = limit

    def write(self, line: str) -> None:
        self.lines.append(line)
        if len(self.lines) > self.limit:
            self.lines = self.lines[-self.limit :]

    def head(self, line: str) -> None:
        self.heads.append(line)
        if len(self.heads) > self.limit:
            self.heads = self.heads[-self.limit :]  # expect: front-removal

    def render(self, y: int) -> str:
        return self.lines[y] + self.heads[-1]
