"""What a library shows its readers: they learn from it, and nobody waits for it."""

import asyncio
import time


async def first_steps() -> None:
    time.sleep(1)  # expect: blocking-call acceptable
    await asyncio.sleep(1)
