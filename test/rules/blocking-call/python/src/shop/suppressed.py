import time


async def nap() -> None:
    time.sleep(0.1)  # unblock-ignore blocking-call -- a tenth of a second, at night  # expect: blocking-call suppressed
    # unblock-ignore blocking-call -- the same
    time.sleep(  # expect: blocking-call suppressed
        0.1)
