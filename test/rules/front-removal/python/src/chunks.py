"""Lists that are cut into others: each is handed on as a whole, and what stays of it begins the next."""


def chunks(words: list[str], size: int, overlap: int) -> list[list[str]]:
    found: list[list[str]] = []
    chunk: list[str] = []
    for word in words:
        chunk.append(word)
        if len(chunk) > size:
            found.append(chunk)
            chunk = chunk[-overlap:]
    return found


def latest(words: list[str], size: int) -> list[str]:
    chunk: list[str] = []
    for word in words:
        chunk.append(word)
        if len(chunk) > size:
            chunk = chunk[-size:]  # expect: front-removal
    return chunk
