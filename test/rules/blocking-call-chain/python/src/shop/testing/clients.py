"""What the shop offers for tests of others."""
import time


def until_up() -> None:
    time.sleep(1)


async def client() -> None:
    until_up()  # expect: blocking-call-chain acceptable
