"""Shows how something is served: who copies it makes others wait."""
from fastapi import FastAPI

app = FastAPI()


@app.get("/state")
async def state() -> str:
    with open("state.json") as file:  # expect: blocking-call as warning
        return file.read()  # expect: blocking-call as warning
