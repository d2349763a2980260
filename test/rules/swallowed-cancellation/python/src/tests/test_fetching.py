"""A test waits for what the program only begins."""
from fetching import Fetcher


async def test_fetch(client) -> None:
    assert await Fetcher(client)._fetch("a") is True
