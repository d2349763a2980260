"""Loops that look, and loops that work."""
import asyncio
import logging
import signal
import time

logger = logging.getLogger(__name__)


class Job:
    def __init__(self) -> None:
        self._is_ready = False
        self._is_paused = False
        self._items: list[str] = []
        self._stopped = asyncio.Event()

    def start(self) -> None:
        self._is_ready = True

    @property
    def ready(self) -> bool:
        return self._is_ready

    async def wait(self) -> None:
        while not self._is_ready:  # expect: busy-poll-loop
            await asyncio.sleep(0.1)

    async def wait_and_tell(self) -> None:
        while not self.ready:  # expect: busy-poll-loop
            logger.debug("still waiting")
            await asyncio.sleep(0.1)

    async def wait_for_stop(self) -> None:
        while not self._stopped.is_set():  # expect: busy-poll-loop
            await asyncio.sleep(1)

    async def beat(self) -> None:
        while not self._stopped.is_set():
            await self.send()
            await asyncio.sleep(1)

    async def send(self) -> None:
        await asyncio.to_thread(print, len(self._items))

    async def for_ever(self) -> None:
        while True:  # expect: busy-poll-loop
            await asyncio.sleep(3600)

    async def until(self, deadline: float) -> None:
        while time.monotonic() < deadline:
            await asyncio.sleep(0.1)

    async def retry(self) -> None:
        for _ in range(3):
            await asyncio.sleep(0.1)

    async def wait_properly(self) -> None:
        await self._stopped.wait()


async def wait_for(task: "asyncio.Task[None]") -> None:
    while not task.done():  # expect: busy-poll-loop
        await asyncio.sleep(0.1)


def ctrl_c_for_windows(stop) -> None:
    is_over = False

    async def stay_awake() -> None:
        while not is_over:
            await asyncio.sleep(0.1)
        stop()

    def take(*_) -> None:
        nonlocal is_over
        is_over = True

    signal.signal(signal.SIGINT, take)
    asyncio.get_running_loop().create_task(stay_awake()).add_done_callback(print)
