"""What a base only has by default, an object has from the bases before it."""
import sqlite3
from abc import ABC, abstractmethod


class Backend(ABC):
    @abstractmethod
    def open(self) -> None: ...

    def query(self, text: str) -> list:
        """All rows."""
        return []

    def count(self) -> int:
        return 0

    async def find(self, text: str) -> list:
        return self.query(text)  # expect: blocking-call-chain via query() > execute()


class GraphMixin:
    connection: sqlite3.Connection

    def query(self, text: str) -> list:
        return self.connection.execute(text).fetchall()


class Postgres(GraphMixin, Backend):
    def open(self) -> None:
        self.connection = sqlite3.connect("graph.db")

    def count(self) -> int:
        return super().count()


class Hooks:
    """There may be objects of it alone."""

    def sold(self, what: str) -> None:
        pass


class Auditing(Hooks):
    def sold(self, what: str) -> None:
        sqlite3.connect("audit.db").execute("insert", [what])
        super().sold(what)


def rows(backend: Backend) -> list:
    return backend.query("select")


async def use(backend: Backend, hooks: Hooks) -> None:
    backend.query("select")  # expect: blocking-call-chain via query() > execute()
    rows(backend)  # expect: blocking-call-chain via rows() > query() > execute()
    backend.count()
    hooks.sold("a lamp")
    Auditing().sold("a lamp")  # expect: blocking-call-chain via sold() > execute()
