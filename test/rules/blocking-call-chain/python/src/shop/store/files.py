import contextlib
import os
from pathlib import Path

from .base import Journal, Repository


class FileStore(Journal, Repository):
    def __init__(self, root: Path) -> None:
        self._root = root
        self._root.mkdir(parents=True, exist_ok=True)

    def save(self, key: str, value: str) -> None:
        self._write(self._path(key), value)

    def _path(self, key: str) -> Path:
        return self._root / key

    def _write(self, path: Path, value: str) -> None:
        with atomic(path) as file:
            file.write(value)

    def __enter__(self) -> "FileStore":
        return self

    def __exit__(self, *error: object) -> None:
        os.sync()

    def keys(self):
        for each in self._root.iterdir():
            yield each.name

    def exists(self, key: str) -> bool:
        return self._path(key).exists()


@contextlib.contextmanager
def atomic(path: Path):
    with open(path.with_suffix(".new"), "w") as file:
        yield file
    os.replace(path.with_suffix(".new"), path)
