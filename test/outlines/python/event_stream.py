"""An async generator: a client made per call, a clean-up that awaits without a deadline."""
import json

import httpx


class Feed:
    def __init__(self, url):
        self._url = url
        self._open = set()

    async def events(self, topic):
        async with httpx.AsyncClient() as client:
            async with client.stream("GET", self._url, params={"topic": topic}) as response:
                self._open.add(response)
                try:
                    async for line in response.aiter_lines():
                        if not line.startswith("data:"):
                            continue
                        yield json.loads(line[5:])
                finally:
                    self._open.discard(response)
                    await response.aclose()
