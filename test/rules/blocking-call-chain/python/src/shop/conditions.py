"""What a call is given decides whether it comes to what blocks."""
from pathlib import Path


class Report:
    def __init__(self, name, folder=None, eager=False):
        self.name = name
        self.folder = folder
        if eager:
            self.text = Path(name).read_text()

    def add(self, line, *, path: Path | None = None, dry_run=False):
        if dry_run:
            return
        if path is not None:
            path.write_text(line)

    def save(self, mode="memory"):
        if mode in ("disk", "both"):
            Path(self.name).write_text("x")


async def write(report: Report, path: Path) -> None:
    report.add("a")
    report.add("a", path=None)
    report.add("a", dry_run=True)
    report.add("a", path=path)  # expect: blocking-call-chain via add() > write_text()
    report.save()
    report.save("both")  # expect: blocking-call-chain via save() > write_text()
    Report("x", eager=False)
    Report("x", eager=True)  # expect: blocking-call-chain via Report() > read_text()


class Sink:
    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, line: str) -> None:
        self.path.write_text(line)


class LazySink:
    """Stands for a sink that is made when it is first asked for something."""

    def __getattr__(self, name: str):
        return getattr(make_sink(), name)


def make_sink() -> Sink:
    return Sink(Path("sink.txt"))


class Feed:
    def __init__(self, sink):
        self.sink = sink

    async def push(self, line: str) -> None:
        self.sink.put(line)  # expect: blocking-call-chain via put() > write_text()
        await drain(self.sink)


async def drain(sink):
    sink.put("")  # expect: blocking-call-chain via put() > write_text()
    lazy.put("")  # expect: blocking-call-chain via put() > write_text()


lazy = LazySink()
feed = Feed(Sink(Path("feed.txt")))


class Run:
    """Reads what it is told to read, and nothing else."""

    def __init__(self, script: str | None = None, theme: str | None = None, code: str = "") -> None:
        self.script = script
        self.theme = theme
        self.code = code
        if theme is None:
            self.theme = "plain"
        if self.script and not self.code:
            self._read()
        if self.theme:
            self._look()

    def _read(self) -> None:
        with open("script.txt") as file:
            self.code = file.read()

    def _look(self) -> None:
        with open("theme.txt") as file:
            self.code = file.read()


class Quiet:
    def __init__(self, script: str | None = None) -> None:
        self.script = script
        if self.script:
            self._read()

    def _read(self) -> None:
        with open("script.txt") as file:
            self.code = file.read()


async def run_all() -> None:
    Quiet()
    Quiet(None)
    Quiet("a")  # expect: blocking-call-chain
    Run()  # expect: blocking-call-chain
