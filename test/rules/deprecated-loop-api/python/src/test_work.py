import asyncio


async def test_load() -> None:
    asyncio.get_event_loop()  # expect: deprecated-loop-api acceptable
