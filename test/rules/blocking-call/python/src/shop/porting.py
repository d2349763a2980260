"""A program that does one thing on Twisted's reactor, and ends."""
from pathlib import Path

from twisted.internet import defer, reactor


async def load(path: str) -> str:
    await defer.succeed(None)
    return Path(path).read_text()  # expect: blocking-call acceptable


async def work(path: str) -> None:
    await load(path)
    reactor.stop()


async def later(path: str) -> str:
    await defer.succeed(None)
    return Path(path).read_text()  # expect: blocking-call


def main() -> None:
    @defer.inlineCallbacks
    def run():
        yield defer.ensureDeferred(work("x"))

    reactor.callWhenRunning(run)
    reactor.callLater(10, lambda: defer.ensureDeferred(later("y")))
    reactor.run()


if __name__ == "__main__":
    main()
