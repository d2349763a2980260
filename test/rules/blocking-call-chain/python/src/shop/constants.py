import os
from typing import Final

get_environ = os.environ.get


def _flag(name: str) -> bool:
    return get_environ(name, "0") == "1"


LOG_FILE: Final = get_environ("SHOP_LOG", None)
RECORD = _flag("SHOP_RECORD")
SHOP_URL = os.getenv("SHOP_URL")
