"""A client that has gone waits for no answer, and what is done last is nobody's to cancel."""
import asyncio

from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/upload")
async def upload(request: web.Request) -> web.Response:
    try:
        await request.read()
    except asyncio.CancelledError:  # expect: swallowed-cancellation as info
        return web.Response(status=499)
    return web.Response()


async def upload_all(requests: list[web.Request]) -> web.Response:
    for request in requests:
        try:
            await request.read()
        except asyncio.CancelledError:  # expect: swallowed-cancellation as warning
            return web.Response(status=499)
    return web.Response()


class Program:
    async def put_down(self) -> None:
        await asyncio.sleep(1)

    async def run(self) -> int:
        self.result = 1
        try:
            await asyncio.sleep(10)
        finally:
            try:
                await asyncio.shield(self.put_down())
            except asyncio.CancelledError:  # expect: swallowed-cancellation as info
                pass
            self.is_running = False
        return self.result
