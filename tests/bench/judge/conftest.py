"""One browser for the judge's tests."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from millwright.factory.browser import Chromium
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.settings import Settings


@pytest.fixture(scope="session")
def axe() -> Path:
    file = Toolchain.locate(Settings().toolchain).node_modules / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("axe-core is not installed")
    return file


@pytest.fixture(scope="session")
async def chromium() -> AsyncGenerator[Chromium]:
    browser = Chromium()
    if browser.missing is not None:
        pytest.skip(browser.missing)
    await browser.warm()
    yield browser
    await browser.close()
