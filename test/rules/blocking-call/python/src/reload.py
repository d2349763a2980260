"""A program that begins anew when what it read has changed: by then its tasks are over."""
import asyncio
from pathlib import Path


async def tick() -> None:
    await asyncio.sleep(1)
    print("still at it")


async def run(name: str) -> None:
    text = Path(name).read_text()  # expect: blocking-call acceptable
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(1)
    ticking.cancel()
    if text != Path(name).read_text():  # expect: blocking-call
        await run(name)


async def go_on(name: str) -> None:
    print(Path(name).read_text())  # expect: blocking-call
    ticking, again = asyncio.create_task(tick()), asyncio.create_task(go_on(name))
    await asyncio.wait([ticking, again])


if __name__ == "__main__":
    asyncio.run(run("page"))
    asyncio.run(go_on("page"))
