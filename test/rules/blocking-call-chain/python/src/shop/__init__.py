from .config import load_config
from pathlib import Path

from shop import constants


def log(text: str) -> None:
    if constants.LOG_FILE:
        Path("shop.log").write_text(text)
