from registry import load, lock


async def reload(name: str) -> str:
    async with lock:
        return await load(name)  # expect: lock-reentry


async def load_once(name: str) -> str:
    return await load(name)
