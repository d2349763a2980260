"""How programs begin: a group of commands, and the one task that a loop is run for."""
import asyncio
from pathlib import Path

import click


@click.group(invoke_without_command=True)
def cli() -> None:
    pass


async def remove(name: str) -> None:
    await asyncio.sleep(0)
    Path(name).unlink()  # expect: blocking-call acceptable


async def ask() -> None:
    while True:
        answer = input("> ")  # expect: blocking-call acceptable
        await asyncio.sleep(0)
        if answer == "":
            break


@cli.command()
def delete(name: str) -> None:
    asyncio.run(remove(name))
    asyncio.run(ask())


async def program(name: str) -> None:
    Path(name).mkdir()  # expect: blocking-call acceptable
    server = await asyncio.start_server(print, port=8000)
    await server.wait_closed()
    Path(name).rmdir()  # expect: blocking-call


def main() -> None:
    loop = asyncio.new_event_loop()
    task = loop.create_task(program("data"))
    try:
        loop.run_forever()
    finally:
        task.cancel()


if __name__ == "__main__":
    main()
