"""What a host of repositories is asked for, and when it is."""
from github import Github


async def names(token: str) -> list[str]:
    host = Github(token)
    # Stands for whoever is logged in: nothing is asked yet.
    user = host.get_user()
    other = host.get_user("ada")  # expect: blocking-call as error
    known = host.get_repo("ada/engine", lazy=True)
    made = host.get_repo("ada/engine")  # expect: blocking-call as error
    found = host.search_issues("is:open")
    return [str(each) for each in (user, other, known, made, found)]
