"""Functions that are made commands by a call."""
from pathlib import Path

import cyclopts

app = cyclopts.App(name="shop")


async def generate(path: str) -> None:
    Path(path).write_text("x")  # expect: blocking-call acceptable


async def other(path: str) -> None:
    Path(path).write_text("x")  # expect: blocking-call


app.command(generate, name="generate")
