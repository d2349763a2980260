"""What a store can do, and what all of them have."""
from abc import ABC, abstractmethod
from typing import Protocol

__all__ = ["Repository", "Journal", "Listener"]


class Repository(ABC):
    @abstractmethod
    def save(self, key: str, value: str) -> None: ...

    def save_all(self, values: dict[str, str]) -> None:
        for key, value in values.items():
            self.save(key, value)


class Journal:
    """A mixin."""

    def note(self, text: str) -> None:
        with open("journal.txt", "a") as file:
            file.write(text)


class Listener(Protocol):
    def on_saved(self, key: str) -> None: ...
