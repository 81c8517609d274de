"""The sandbox and the toolchain of this machine; tests that need what is not there are skipped with the reason."""

import shutil

import pytest

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
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
