"""How many of 1000 saves are done when an async function is given where a plain one is expected. Run it with `python3 guide/measured/void_callbacks.py`."""
import asyncio
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

warnings.simplefilter("ignore")
done = 0


async def save(_number: int) -> None:
    global done
    await asyncio.sleep(0)
    done += 1


async def count(name: str, begin) -> None:
    global done
    done = 0
    for number in range(1000):
        begin(number)
    await asyncio.sleep(0.5)
    print(f"{name}: {done} of 1000")


async def main() -> None:
    loop = asyncio.get_running_loop()
    tasks = set()

    def begin(number: int) -> None:
        task = asyncio.create_task(save(number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    with ThreadPoolExecutor() as executor:
        await count("call_soon(save)", lambda number: loop.call_soon(save, number))
        await count("executor.submit(save)", lambda number: executor.submit(save, number))
        await count("Thread(target=save)", lambda number: threading.Thread(target=save, args=(number,)).start())
        await count("call_soon(begin)", lambda number: loop.call_soon(begin, number))


asyncio.run(main())
