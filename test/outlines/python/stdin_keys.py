"""Watches the terminal for a key: a select() guard around a blocking read, and a fallback that sleeps for ever."""
import asyncio
import sys

try:
    import select
except ImportError:
    select = None


async def watch_keys(on_escape, interval=0.05):
    if select is not None:
        while True:
            ready, _, _ = select.select([sys.stdin], [], [], 0)
            if ready:
                key = sys.stdin.read(1)
                if key == "\x1b":
                    on_escape()
            await asyncio.sleep(0)
    else:
        while True:
            await asyncio.sleep(interval)
