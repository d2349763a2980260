import asyncio

from mails import send


async def test_send() -> None:
    asyncio.create_task(send("a"))  # expect: untracked-task acceptable
    await asyncio.sleep(0)
