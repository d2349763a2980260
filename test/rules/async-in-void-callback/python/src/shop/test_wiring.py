import asyncio

from .wiring import refresh


async def test_wiring() -> None:
    asyncio.get_running_loop().call_soon(refresh)  # expect: async-in-void-callback acceptable
