"""Run by the repository's host, one at a time. What it hands to a library is called from its tasks, and serves nobody."""
from pathlib import Path

from toolkit import Agent


async def read_rules(name: str) -> str:
    return Path(name).read_text()  # expect: blocking-call acceptable


def agent() -> Agent:
    return Agent(tools=[read_rules])
