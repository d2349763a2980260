"""Functions that a framework may call too: it would run them on a thread if they were no coroutines."""
from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession


async def get_session() -> AsyncSession:
    raise NotImplementedError


class Repository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session


async def get_repository(session: AsyncSession = Depends(get_session)) -> Repository:
    return Repository(session)


async def made(session: AsyncSession, name: str = "all") -> Repository:  # expect: needless-async
    return Repository(session)


async def get_service(session: AsyncSession = Depends(get_session)) -> list[Repository]:
    return [await get_repository(session), await made(session)]
