import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.settings import Settings


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    return Sandbox()


async def until(condition: Callable[[], object]) -> None:
    """Wait for something that takes a moment; fail after ten seconds."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def total_size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    found = Toolchain.locate(Settings().toolchain)
    if found.missing():
        pytest.skip(f"not in the toolchain: {', '.join(found.missing())}")
    return found
