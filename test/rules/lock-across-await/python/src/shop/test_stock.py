import threading

from .stock import fetch


async def test_stock() -> None:
    with threading.Lock():  # expect: lock-across-await acceptable
        await fetch("stock")
