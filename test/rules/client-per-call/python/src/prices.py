"""Clients that are made for one call, and clients that are kept."""
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

import aiohttp
import httpx
import redis.asyncio as redis
from fastapi import Depends, FastAPI
from openai import AsyncOpenAI
from pymongo import AsyncMongoClient
from sqlalchemy.ext.asyncio import create_async_engine

app = FastAPI()
shared = httpx.AsyncClient()


@app.get("/price")
async def price(name: str) -> str:
    async with httpx.AsyncClient(timeout=5) as client:  # expect: client-per-call
        response = await client.get(f"https://example.com/{name}")
        return response.text


@app.get("/prices")
async def prices(name: str) -> str:
    session = aiohttp.ClientSession()  # expect: client-per-call
    try:
        async with session.get(f"https://example.com/{name}") as response:
            return await response.text()
    finally:
        await session.close()


class Chat:
    def __init__(self) -> None:
        self.client = AsyncOpenAI()
        self.http: httpx.AsyncClient | None = None
        self.cache: redis.Redis | None = None

    async def answer(self, question: str) -> object:
        return await AsyncOpenAI().chat.completions.create(model="m", messages=[question])  # expect: client-per-call

    async def stream(self, question: str) -> AsyncIterator[str]:
        async with httpx.AsyncClient() as client:  # expect: client-per-call
            async with client.stream("POST", "https://example.com", json=question) as response:
                async for line in response.aiter_lines():
                    yield line

    async def ask(self, question: str) -> object:
        return await self.client.chat.completions.create(model="m", messages=[question])

    async def connect(self) -> None:
        self.http = httpx.AsyncClient()
        client = redis.Redis()
        self.cache = client

    async def lazily(self) -> httpx.AsyncClient:
        if self.http is None:
            self.http = httpx.AsyncClient()
        return self.http

    async def __aenter__(self) -> "Chat":
        self.http = httpx.AsyncClient()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.close()


async def store(text: str) -> None:
    engine = create_async_engine("sqlite://")  # expect: client-per-call
    async with engine.begin() as connection:
        await connection.execute(text)
    await save(text, engine)


async def save(text: str, engine: object) -> None:  # expect: needless-async
    print(text, engine)


async def for_each(names: list[str]) -> None:
    for name in names:
        async with httpx.AsyncClient() as client:  # expect: client-per-call
            await client.get(name)


async def download(names: list[str]) -> list[str]:
    texts = []
    async with httpx.AsyncClient() as client:
        for name in names:
            texts.append((await client.get(name)).text)
    return texts


async def download_together(names: list[str]) -> list[httpx.Response]:
    async with httpx.AsyncClient() as client:
        async def one(name: str) -> httpx.Response:
            return await client.get(name)

        return await asyncio.gather(*(one(name) for name in names))


async def follow(url: str) -> None:
    session = aiohttp.ClientSession()
    async with session.ws_connect(url) as socket:
        async for message in socket:
            print(message)


async def make_client() -> httpx.AsyncClient:
    client = httpx.AsyncClient()
    await client.get("https://example.com/health")
    return client


async def dependency() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@app.get("/with")
async def with_dependency(client: httpx.AsyncClient = Depends(dependency)) -> str:
    return (await client.get("https://example.com")).text


@asynccontextmanager
async def lifespan(target: FastAPI) -> AsyncIterator[None]:
    async with httpx.AsyncClient() as client:
        target.state.client = client
        yield


@lru_cache
def engine_for(url: str) -> object:
    return create_async_engine(url)


class Service:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client


async def serve() -> None:
    client = httpx.AsyncClient()
    service = Service(client)
    await service.client.get("https://example.com")


async def main() -> None:
    async with httpx.AsyncClient() as client:
        await client.get("https://example.com")
    await serve()
    await Chat().ask("?")


if __name__ == "__main__":
    asyncio.run(main())


views: dict[str, str] = {}


@app.get("/views")
async def view(name: str) -> str:
    try:
        return views[name]
    except KeyError:
        pass
    async with httpx.AsyncClient() as client:
        response = await client.get(f"https://example.com/{name}")
        views[name] = response.text
        return response.text


@app.get("/fresh")
async def fresh_view(name: str) -> str:
    try:
        return views[name]
    except KeyError:
        pass
    async with httpx.AsyncClient() as client:  # expect: client-per-call
        response = await client.get(f"https://example.com/{name}")
        return response.text


class Account:
    def __init__(self) -> None:
        self._token = ""
        self._expires_at = 0.0

    async def headers(self) -> dict[str, str]:
        if self._expires_at < asyncio.get_running_loop().time():
            await self._log_in()
        return {"Authorization": self._token}

    async def _log_in(self) -> None:
        async with httpx.AsyncClient() as client:
            response = await client.post("https://example.com/login")
            self._token = response.text
            self._expires_at = asyncio.get_running_loop().time() + 3600

    async def balance(self) -> str:
        async with httpx.AsyncClient() as client:  # expect: client-per-call
            self._balance = (await client.get("https://example.com/balance")).text
            return self._balance


account = Account()


@app.get("/balance")
async def balance() -> str:
    await account.headers()
    return await account.balance()


class PinnedTransport(httpx.AsyncHTTPTransport):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


async def resolved(host: str) -> str:
    await asyncio.sleep(0)
    return host


@app.get("/pinned")
async def pinned(url: str) -> str:
    address = await resolved(httpx.URL(url).host)
    transport = PinnedTransport(address)
    async with httpx.AsyncClient(transport=transport) as client:
        return (await client.get(url)).text


@app.get("/tried-again")
async def tried_again(url: str) -> str:
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=1)) as client:  # expect: client-per-call
        return (await client.get(url)).text


@app.get("/inside")
async def inside(path: str) -> str:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
        return (await client.get(path)).text


class Store:
    @classmethod
    async def from_url(cls, url: str) -> "Store":
        async with httpx.AsyncClient(base_url=url) as client:
            await client.get("/openapi.json")
        return cls()


store = Store.from_url


class Records:
    def __init__(self, database: object) -> None:
        self.database = database


async def open_records(name: str) -> Records:
    client = AsyncMongoClient("mongodb://localhost")
    database = client[name]
    return Records(database)


@app.get("/count")
async def count(name: str) -> int:
    client = AsyncMongoClient("mongodb://localhost")  # expect: client-per-call
    return len(await client.list_database_names())


@app.get("/guarded")
async def guarded(url: str) -> str:
    async def check(response: httpx.Response) -> None:
        await resolved(response.url.host)

    async with httpx.AsyncClient(event_hooks={"response": [check]}) as client:
        return (await client.get(url)).text


@app.get("/once-only")
async def once_only() -> str:
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        async with session.get("https://example.com/once") as response:
            return await response.text()


@app.get("/not-kept")
async def not_kept() -> str:
    async with httpx.AsyncClient(limits=httpx.Limits(max_keepalive_connections=0)) as client:  # expect: client-per-call as info
        return (await client.get("https://example.com/once")).text


@app.get("/kept-few")
async def kept_few() -> str:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=3)) as session:  # expect: client-per-call as info
        async with session.get("https://example.com/few") as response:
            return await response.text()


@app.post("/hook")
async def told_where(url: str) -> int:
    async with aiohttp.ClientSession() as session:  # expect: client-per-call as hint
        async with session.post(url, json={}) as response:
            return response.status


@app.post("/hook-of")
async def told_where_of(name: str) -> int:
    async with aiohttp.ClientSession() as session:  # expect: client-per-call as info
        async with session.post(f"https://example.com/{name}", json={}) as response:
            return response.status


class Addresses:
    @staticmethod
    async def verify_address(url: str) -> bool:
        async with httpx.AsyncClient() as client:  # expect: client-per-call as hint
            return (await client.get(url)).text == "yes"

    async def detect(self) -> str:
        async with httpx.AsyncClient() as client:  # expect: client-per-call as info
            return (await client.get("https://example.com/models")).text

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(1)
            await self.look()

    async def look(self) -> str:
        async with httpx.AsyncClient() as client:  # expect: client-per-call as warning
            return (await client.get("https://example.com/state")).text

    async def verify_token(self, token: str) -> str:
        async with httpx.AsyncClient() as client:  # expect: client-per-call as warning
            return (await client.post("https://example.com/token", data=token)).text


addresses = Addresses()


@app.post("/detect")
async def detect(token: str) -> str:
    await addresses.verify_token(token)
    asyncio.create_task(addresses.watch())  # expect: untracked-task
    return await addresses.detect()
