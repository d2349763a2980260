"""Debuggers that somebody asks for by a setting, and one that was forgotten."""
import pdb

import settings

PDB_ON_ERROR = settings.get("admin.pdb-on-err")


async def handle(job) -> None:
    try:
        await job.run()
    except Exception:
        if PDB_ON_ERROR:
            pdb.set_trace()
        raise


def check(job) -> None:
    if PDB_ON_ERROR:
        pdb.set_trace()


async def handle_checked(job) -> None:
    check(job)
    await job.run()
    pdb.set_trace()  # expect: blocking-call as error
