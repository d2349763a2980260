"""What is filled where it is empty: by the constructor as a rule, and by nobody else."""
import asyncio


class Exchange:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._markets: dict[str, int] = {}
        self._rates: dict[str, int] = {}
        self.reload_markets()

    @property
    def markets(self) -> dict[str, int]:
        if not self._markets:
            self.reload_markets()
        return self._markets

    @property
    def rates(self) -> dict[str, int]:
        if not self._rates:
            self.reload_rates()
        return self._rates

    def reload_markets(self) -> None:
        self._markets = self.loop.run_until_complete(fetch())

    def reload_rates(self) -> None:
        self._rates = self.loop.run_until_complete(fetch())

    def size_of(self, pair: str) -> int:
        return self.markets[pair]

    async def trade(self, pair: str) -> int:
        size = self.size_of(pair)  # expect: sync-over-async acceptable
        rate = self.rates[pair]  # expect: sync-over-async as error
        self.reload_markets()  # expect: sync-over-async as error
        return size * rate


async def fetch() -> dict[str, int]:
    await asyncio.sleep(1)
    return {}
