history: list[str] = []


def test_history() -> None:
    history.append("a")
    if len(history) > 100:
        history.pop(0)  # expect: front-removal acceptable
    assert history
