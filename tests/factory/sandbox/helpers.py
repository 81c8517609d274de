"""What the tests of the sandbox share."""

import asyncio
from collections.abc import Callable
from pathlib import Path


async def until(condition: Callable[[], object]) -> None:
    """Wait for something that takes a moment; fail after a minute."""
    for _ in range(6000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def total_size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
