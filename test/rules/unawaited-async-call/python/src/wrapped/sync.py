"""Puts a function that waits in the place of each async method."""
import asyncio
import functools
import inspect
from typing import Any

from .client import Client


def wait_for(owner: type, name: str) -> None:
    function = getattr(owner, name)

    @functools.wraps(function)
    def waiting(*args: Any, **kwargs: Any) -> Any:
        return asyncio.get_event_loop_policy().new_event_loop().run_until_complete(function(*args, **kwargs))

    setattr(owner, name, waiting)


def wrap(owner: type) -> None:
    for name in dir(owner):
        if not name.startswith("_") and inspect.iscoroutinefunction(getattr(owner, name)):
            wait_for(owner, name)


wrap(Client)
