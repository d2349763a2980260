"""What is there is taken without a wait."""
import asyncio
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import serial
from fastmcp import FastMCP


class OwnMCP(FastMCP):
    def tool(self, name_or_fn=None, **kwargs):
        return super().tool(name_or_fn, **kwargs)


mcp = OwnMCP("ready")


class Wire:
    """A connection with what goes over it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def poll(self) -> bool:
        return self.connection.poll(0)

    def recv(self) -> str:
        return self.connection.recv()


class Planner:
    def __init__(self) -> None:
        self.connection, self.other = Pipe()
        self.wire = Wire(self.other)
        self.port = serial.Serial("/dev/ttyUSB0")

    async def step(self) -> object:
        if self.connection.poll():
            return self.connection.recv()
        while self.port.in_waiting:
            self.port.read(1)
        if self.wire.poll():
            self.wire.recv()
        return None

    async def wait(self) -> object:
        if not self.connection.poll():
            return self.connection.recv()  # expect: blocking-call
        self.wire.recv()  # expect: blocking-call-chain
        self.port.read(1)  # expect: blocking-call
        return self.other.recv()  # expect: blocking-call


@mcp.tool()
async def plan(path: str) -> str:
    await asyncio.sleep(0)
    with open(path) as file:  # expect: blocking-call as warning
        return file.read()  # expect: blocking-call as warning


async def plan_by_itself(path: str) -> str:
    await asyncio.sleep(0)
    return open(path).name  # expect: blocking-call as warning


@mcp.tool()
async def plan_there(path: str) -> str:
    await asyncio.sleep(0)
    if path:
        for name in ("a", "b"):
            with open(path + name) as file:  # expect: blocking-call as warning
                file.read()  # expect: blocking-call as warning
    return path
