"""Words of a model, one after another."""
from collections.abc import AsyncIterator
from pathlib import Path

from transformers import AutoTokenizer, TextIteratorStreamer


async def words(tokenizer: AutoTokenizer) -> AsyncIterator[str]:
    streamer = TextIteratorStreamer(tokenizer)
    for word in streamer:  # expect: blocking-call as error
        yield word


async def lines(path: Path) -> int:
    count = 0
    with open(path) as file:  # expect: blocking-call
        for line in file:  # expect: blocking-call
            count += len(line)
    return count
