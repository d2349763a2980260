import time


async def test_pause() -> None:
    time.sleep(0.1)  # expect: blocking-call acceptable
