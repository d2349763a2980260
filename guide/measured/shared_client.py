"""What a client made for each call costs. Run it with `python3 guide/measured/shared_client.py`, with httpx installed.

100 requests, one after the other, without TLS on the loopback interface: with one `httpx.AsyncClient`, and with one made for each call. A client that is made
reads the certificates it would trust, which holds the event loop: a timer of 1 ms notes how late it was, in milliseconds.
"""

import asyncio
import datetime
import platform
import time

import httpx

CALLS = 100


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.readuntil(b"\r\n\r\n"):
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        await writer.drain()


async def tick(late: list[float]) -> None:
    while True:
        due = time.perf_counter() + 0.001
        await asyncio.sleep(0.001)
        late.append(max(0.0, time.perf_counter() - due) * 1000)


async def main() -> None:
    print(f"Python {platform.python_version()}, httpx {httpx.__version__}, {platform.system()} {platform.machine()}, {datetime.date.today()}")
    print(f"| {CALLS} calls, each with | per call | loop late p50 | p99 |\n|---|--:|--:|--:|")
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

    async def with_shared(client: httpx.AsyncClient) -> None:
        await client.get(url)

    async def with_own(_client: httpx.AsyncClient) -> None:
        async with httpx.AsyncClient() as client:
            await client.get(url)

    async with httpx.AsyncClient() as shared:
        for name, call in (("the shared client", with_shared), ("a client of its own", with_own)):
            await call(shared)
            late: list[float] = []
            ticking = asyncio.create_task(tick(late))
            begun = time.perf_counter()
            for _ in range(CALLS):
                await call(shared)
                await asyncio.sleep(0.002)
            took = (time.perf_counter() - begun) * 1000 / CALLS - 2
            ticking.cancel()
            late.sort()
            print(f"| {name} | {took:.1f} ms | {late[len(late) // 2]:.1f} | {late[int(len(late) * 0.99)]:.1f} |")


asyncio.run(main())
