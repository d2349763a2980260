"""Threads that are told to stop before they are waited for."""
import asyncio
import threading

from fastapi import FastAPI
from watchdog.observers import Observer

app = FastAPI()


@app.get("/watched")
async def watched(name: str) -> None:
    observer = Observer()
    observer.start()
    try:
        await asyncio.sleep(1)
    finally:
        observer.stop()
        observer.join()  # expect: blocking-lock as info


@app.get("/watched-again")
async def watched_again(name: str) -> None:
    observer = Observer()
    observer.start()
    await asyncio.sleep(1)
    observer.stop()
    observer.join()  # expect: blocking-lock as warning


@app.get("/counted")
async def counted(name: str) -> None:
    thread = threading.Thread(target=print)
    thread.start()
    try:
        await asyncio.sleep(1)
    finally:
        thread.join()  # expect: blocking-lock as error
