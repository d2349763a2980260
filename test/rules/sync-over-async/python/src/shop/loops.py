import asyncio


def loop_or_none() -> "asyncio.AbstractEventLoop | None":
    """The loop that runs here, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
