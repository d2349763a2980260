"""An interrupt at a terminal, and last steps that may be left out."""
import asyncio
import gc

from prompt_toolkit import PromptSession


async def answer(question: str) -> str:
    await asyncio.sleep(1)
    return question


async def chat(session: PromptSession[str]) -> None:
    while True:
        question = await session.prompt_async("> ")
        try:
            print(await answer(question))
        except asyncio.CancelledError:  # expect: swallowed-cancellation as info
            print("interrupted")


async def chat_unasked(questions: asyncio.Queue[str]) -> None:
    while True:
        question = await questions.get()
        try:
            print(await answer(question))
        except asyncio.CancelledError:  # expect: swallowed-cancellation as warning
            print("interrupted")


class Page:
    async def collect(self) -> None:
        await asyncio.sleep(1)
        gc.collect()

    async def shot(self) -> bytes:
        await asyncio.sleep(1)
        return b""


async def state(page: Page) -> tuple[bytes, str]:
    shot = await page.shot()
    text = "done"
    try:
        await page.collect()
    except:  # expect: swallowed-cancellation as info
        pass
    return shot, text


async def state_of(page: Page) -> bytes:
    shot = b""
    try:
        shot = await page.shot()
    except:  # expect: swallowed-cancellation as warning
        pass
    return shot


async def main(page: Page) -> None:
    print(await state(page), await state_of(page))


def fallback() -> str:
    return "nothing"


async def answer_or_else(question: str) -> str:
    try:
        return await answer(question)
    except asyncio.CancelledError:  # expect: swallowed-cancellation as info
        return fallback()


class Agent:
    async def reply(self, question: str) -> str:
        text = ""
        try:
            text = await answer(question)
        except asyncio.CancelledError:  # expect: swallowed-cancellation as info
            text = await self.interrupted()
        return text

    async def reply_with_nothing(self, question: str) -> str:
        text = ""
        try:
            text = await answer(question)
        except asyncio.CancelledError:  # expect: swallowed-cancellation as warning
            text = "nothing"
        return text

    async def interrupted(self) -> str:
        await asyncio.sleep(0)
        return "interrupted"


async def talk(agent: Agent) -> None:
    print(await agent.reply("a"), await agent.reply_with_nothing("b"), await answer_or_else("c"))


async def downloaded(url: str) -> dict[str, str]:
    try:
        return {"status": await answer(url)}
    except asyncio.CancelledError:  # expect: swallowed-cancellation as info
        await answer("cancelled")
        return {"status": "cancelled"}


async def show() -> None:
    print(await downloaded("https://example.com"))
