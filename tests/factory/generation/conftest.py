import shutil
from collections.abc import AsyncIterator

import pytest

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from millwright.settings import Settings


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    return Sandbox()


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    found = Toolchain.locate(Settings().toolchain)
    if found.missing():
        pytest.skip(f"not in the toolchain: {', '.join(found.missing())}")
    return found


@pytest.fixture(scope="module")
async def pool(sandbox: Sandbox, toolchain: Toolchain) -> AsyncIterator[PythonPool]:
    found = PythonPool(sandbox, toolchain, size=2)
    await found.warm()
    yield found
    await found.close()
