"""Warm Pythons, shared by the tests of a module."""

from collections.abc import AsyncIterator

import pytest

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool


@pytest.fixture(scope="module")
async def pool(sandbox: Sandbox, toolchain: Toolchain) -> AsyncIterator[PythonPool]:
    found = PythonPool(sandbox, toolchain, size=2)
    await found.warm()
    yield found
    await found.close()
