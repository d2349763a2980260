"""What work does to asyncio's event loop, and where it may go instead. Run it with `python3 guide/measured/offload.py`.

Two kinds of work, each about 20 ms long, are done ten times a second: a key derivation, which lets go of the interpreter's lock (GIL), and a loop in
plain Python, which does not. Each is done on the loop, in a thread, and in another process. Meanwhile a timer of 1 ms notes how late it was each
time, in milliseconds.
"""

import asyncio
import datetime
import hashlib
import os
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0


def derive(rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", b"secret", b"salt", rounds)


def plain(rounds: int) -> int:
    total = 0
    for i in range(rounds):
        total = (total * 31 + i) & 0xFFFFFFFF
    return total


def rounds_for(work, guess: int, seconds: float) -> int:
    begun = time.perf_counter()
    work(guess)
    return int(guess * seconds / (time.perf_counter() - begun))


async def row(name: str, action) -> None:
    late: list[float] = []

    async def keep_working() -> None:
        while True:
            begun = time.perf_counter()
            await action()
            await asyncio.sleep(max(0.0, 0.1 - (time.perf_counter() - begun)))

    working = asyncio.create_task(keep_working())
    ends = time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        due = time.perf_counter() + 0.001
        await asyncio.sleep(0.001)
        late.append(max(0.0, time.perf_counter() - due) * 1000)
    working.cancel()
    await asyncio.wait([working])
    late.sort()
    at = [late[min(len(late) - 1, int(len(late) * share))] for share in (0.5, 0.99, 1)]
    print(f"| {name} | " + " | ".join(f"{each:.1f}" for each in at) + " |", flush=True)


async def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, {datetime.date.today()}, {SECONDS} s each")
    print("| ten times a second, 20 ms of work | loop late p50 | p99 | max |\n|---|--:|--:|--:|")

    async def nothing() -> None:
        pass

    await row("none", nothing)
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1) as processes:
        for label, work, guess in (("pbkdf2_hmac", derive, 50_000), ("plain Python", plain, 500_000)):
            rounds = rounds_for(work, guess, 0.02)

            async def on_loop(work=work, rounds=rounds) -> None:
                work(rounds)

            await row(f"{label} on the loop", on_loop)
            await row(f"{label} in to_thread", lambda work=work, rounds=rounds: asyncio.to_thread(work, rounds))
            await loop.run_in_executor(processes, work, 1)
            await row(f"{label} in a process", lambda work=work, rounds=rounds: loop.run_in_executor(processes, work, rounds))


if __name__ == "__main__":
    asyncio.run(main())
