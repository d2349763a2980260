"""Who asks for what is kept, and who for what is not."""
from shop.config import Connectors


async def connect(name: str) -> None:
    Connectors.all()[name]  # expect: blocking-call-chain acceptable
    Connectors.any()[name]  # expect: blocking-call-chain acceptable
    Connectors.few()[name]  # expect: blocking-call-chain via few() > load_config() > read() > read_text()
