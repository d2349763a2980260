"""The class that `keys.Pool` stands for."""


class Pool:
    def __init__(self) -> None:
        self._stopping = False

    @property
    def should_stop(self) -> bool:
        return self._stopping

    def stop(self) -> None:
        self._stopping = True

    def get(self, name: str) -> object:
        return name
