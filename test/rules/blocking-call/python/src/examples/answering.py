"""Shows how something is served: an example, whatever it does."""
from fastapi import FastAPI

app = FastAPI()


@app.get("/state")
async def state() -> str:
    with open("state.json") as file:  # expect: blocking-call acceptable
        return file.read()  # expect: blocking-call acceptable
