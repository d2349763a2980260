"""A copy of another project."""
from pathlib import Path


async def voice(name: str) -> bytes:
    return Path(name).read_bytes()  # expect: blocking-call acceptable
