"""What asks at a terminal where nobody gives another function."""
import asyncio
from collections.abc import Callable


class Account:
    def start(self, phone: Callable[[], str] | str = lambda: input("Your number: "), *, attempts: int = 3):  # expect: blocking-call acceptable
        if not callable(phone):
            raise TypeError(phone)
        return self._start(phone=phone, attempts=attempts)

    async def _start(self, phone, attempts: int) -> str:
        await asyncio.sleep(attempts)
        return phone()

    async def __aenter__(self) -> str:
        return await self.start()


async def ask() -> str:
    return input("Your name: ")  # expect: blocking-call
