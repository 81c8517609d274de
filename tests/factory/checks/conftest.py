from collections.abc import AsyncIterator

import pytest

from millwright.factory.checks import Checker
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool


@pytest.fixture(scope="session")
async def checker(sandbox: Sandbox, toolchain: Toolchain) -> AsyncIterator[Checker]:
    builder, pool = NodeBuilder(sandbox, toolchain), PythonPool(sandbox, toolchain, size=2)
    yield Checker(sandbox, toolchain, builder=builder, pool=pool)
    await builder.close()
    await pool.close()
