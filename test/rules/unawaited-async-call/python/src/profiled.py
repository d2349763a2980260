"""A decorator that makes of each function what it is."""
import functools
import inspect
import time


def profiled(function=None, *, least: float = 0):
    if function is None:
        return functools.partial(profiled, least=least)

    if inspect.iscoroutinefunction(function):
        async def measured(*arguments):
            begin = time.monotonic()
            result = await function(*arguments)
            print(time.monotonic() - begin)
            return result
    else:
        def measured(*arguments):
            begin = time.monotonic()
            result = function(*arguments)
            print(time.monotonic() - begin)
            return result
    return measured


def in_background(function):
    async def begun(*arguments):
        return function(*arguments)
    return begun


@profiled
def add(a: int, b: int) -> int:
    return a + b


@profiled(least=1)
def subtract(a: int, b: int) -> int:
    return a - b


@in_background
def multiply(a: int, b: int) -> int:
    return a * b


def calculate() -> None:
    add(1, 2)
    subtract(1, 2)
    multiply(1, 2)  # expect: unawaited-async-call
