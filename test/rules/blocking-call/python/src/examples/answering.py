"""Shows how something is served: who copies it makes others wait."""
from fastapi import FastAPI

app = FastAPI()


@app.get("/state")
async def state() -> str:
    with open("state.json") as file:  # expect: blocking-call as info
        return file.read()  # expect: blocking-call as info
