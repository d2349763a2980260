"""Shows how something is sent: whoever runs it waits for it."""
import asyncio

from producer import Producer


async def send() -> None:
    producer = Producer()
    keeping = asyncio.create_task(producer.keep_alive())
    await producer.start()
    input("Send? ")  # expect: blocking-call acceptable
    with open("state.json", "w") as file:  # expect: blocking-call acceptable
        file.write("sent")  # expect: blocking-call acceptable
    await keeping


asyncio.run(send())
