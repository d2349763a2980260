import asyncio

import httpx


async def fetch(name: str) -> str:
    async with httpx.AsyncClient() as client:
        return (await client.get(name)).text


asyncio.run(fetch("https://example.com"))
