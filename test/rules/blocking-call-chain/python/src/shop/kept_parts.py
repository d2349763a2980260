"""A part of a cache by a local name, a thread by a decorator's argument, and a platform without threads."""
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

TRANSLATIONS: dict[str, dict[str, str]] = {"shop": {}}


def work(*, thread: bool = False) -> Callable[[Callable[..., str]], Callable[..., None]]:
    def decorate(function: Callable[..., str]) -> Callable[..., None]:
        def begin(*given: object) -> None:
            print(function, given, thread)

        return begin

    return decorate


def load(language: str) -> str:
    return Path(language).read_text()


def translated(language: str) -> str:
    known = TRANSLATIONS["shop"]
    try:
        return known[language]
    except KeyError:
        known[language] = load(language)
        return known[language]


def translated_anew(language: str) -> str:
    known: dict[str, str] = {}
    try:
        return known[language]
    except KeyError:
        known[language] = load(language)
        return known[language]


@work(thread=True)
def begun(name: str) -> str:
    return Path(name).read_text()


@work(thread=False)
def done(name: str) -> str:
    return Path(name).read_text()


def fetch(url: str) -> bytes:
    if sys.platform == "emscripten":
        return urllib.request.urlopen(url).read()
    return b""


def fetch_elsewhere(url: str) -> bytes:
    if sys.platform != "emscripten":
        return urllib.request.urlopen(url).read()
    return b""


async def show(name: str) -> None:
    print(translated(name))  # expect: blocking-call-chain acceptable
    print(translated_anew(name))  # expect: blocking-call-chain
    begun(name)
    done(name)  # expect: blocking-call-chain
    print(fetch(name))  # expect: blocking-call-chain acceptable
    print(fetch_elsewhere(name))  # expect: blocking-call-chain
