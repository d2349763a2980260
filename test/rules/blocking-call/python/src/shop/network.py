"""Clients that block, and their async kin."""
import socket
import sqlite3
import urllib.request

import boto3
import httpx
import psycopg2
import requests
from openai import AsyncOpenAI, OpenAI
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session, sessionmaker


async def fetch(url: str) -> bytes:
    answer = requests.get(url, timeout=5)  # expect: blocking-call
    with urllib.request.urlopen(url) as page:  # expect: blocking-call
        body = page.read()  # expect: blocking-call
    async with httpx.AsyncClient() as client:  # expect: client-per-call
        return (await client.get(url)).content + answer.content + body


class Shop:
    def __init__(self) -> None:
        self.http = httpx.Client()
        self.session = requests.Session()
        self.model = OpenAI()
        self.async_model = AsyncOpenAI()
        self.engine = create_engine("sqlite://")
        self.async_engine = create_async_engine("sqlite+aiosqlite://")
        self.bucket = boto3.client("s3")

    async def order(self, url: str) -> str:
        self.http.post(url)  # expect: blocking-call
        self.session.get(url)  # expect: blocking-call
        self.bucket.put_object(Bucket="a", Key="b")  # expect: blocking-call
        self.model.chat.completions.create(model="m", messages=[])  # expect: blocking-call
        answer = await self.async_model.chat.completions.create(model="m", messages=[])
        return str(answer)

    async def rows(self) -> list:
        with Session(self.engine) as session:
            rows = session.execute(text("select 1")).all()  # expect: blocking-call
        async with self.async_engine.connect() as connection:
            more = (await connection.execute(text("select 1"))).all()
        return [*rows, *more]

    async def made_by_a_factory(self) -> list:
        factory = sessionmaker(bind=self.async_engine, class_=AsyncSession)
        async with factory() as session:
            rows = (await session.execute(text("select 1"))).all()
            await session.commit()
        return rows


async def query(name: str) -> list:
    connection = psycopg2.connect("dbname=shop")  # expect: blocking-call
    with connection.cursor() as cursor:
        cursor.execute("select 1", (name,))  # expect: blocking-call
        return cursor.fetchall()  # expect: blocking-call


async def local(name: str) -> list:
    database = sqlite3.connect(name)  # expect: blocking-call
    for row in database.execute("select 1"):  # expect: blocking-call
        return list(row)
    return []


async def raw(host: str) -> bytes:
    channel = socket.create_connection((host, 80))  # expect: blocking-call
    channel.sendall(b"GET /")  # expect: blocking-call
    return channel.recv(10)  # expect: blocking-call
