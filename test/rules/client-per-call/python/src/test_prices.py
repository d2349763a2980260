import httpx


async def test_price() -> None:
    async with httpx.AsyncClient() as client:
        await client.get("https://example.com")
