from .prices import price


def test_price() -> None:
    assert price("tea") > 0


async def test_price_in_a_loop() -> None:
    assert price("tea") > 0  # expect: sync-over-async acceptable
