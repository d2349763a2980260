"""A logger of the project's own."""
import asyncio


class Logger:
    def __init__(self, path: str) -> None:
        self.path = path

    def info(self, text: str) -> None:
        with open(self.path, "a") as file:
            file.write(text)

    def rotate(self) -> None:
        with open(self.path, "w") as file:
            file.write("")


class Prices:
    def __init__(self, path: str) -> None:
        self.path = path

    def info(self, text: str) -> None:
        with open(self.path, "a") as file:
            file.write(text)


async def sell(logger: Logger, prices: Prices) -> None:
    while True:
        logger.info("sold")  # expect: blocking-call-chain as info
        logger.rotate()  # expect: blocking-call-chain as warning
        prices.info("sold")  # expect: blocking-call-chain as warning
        await asyncio.sleep(60)
