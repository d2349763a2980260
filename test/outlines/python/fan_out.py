"""gather() that turns a child's cancellation into a result, looked at with the wrong base class."""
import asyncio


async def run_tools(calls, run, log):
    results = await asyncio.gather(
        *[run(call) for call in calls if call.enabled],
        return_exceptions=True,
    )
    answers = []
    for result in results:
        if isinstance(result, Exception):
            log(result)
        else:
            answers.append(result)
    return answers
