"""What a library shows its readers: they learn from it, and nobody waits for it. It is told of, and is never urgent."""

import asyncio
import time


async def first_steps() -> None:
    time.sleep(1)  # expect: blocking-call as info
    await asyncio.sleep(1)
