"""What Chromium's user is given before Chromium runs."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.async_api import Playwright

from millwright.factory.browser.launcher import Launcher


async def test_a_folder_is_handed_over_after_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("setpriv", path="/usr/sbin:/usr/bin:/sbin:/bin") is None:
        pytest.skip("There is no setpriv")
    given: list[tuple[str, bool]] = []

    def chown(path: Path, _user: int, _group: int, *, follow_symlinks: bool = True) -> None:
        assert path.is_dir()
        given.append((path.name, follow_symlinks))

    async def launch(**_: object) -> None:
        return None

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", chown)
    launcher = Launcher()
    await launcher.launch(
        cast("Playwright", SimpleNamespace(chromium=SimpleNamespace(launch=launch))), Path("/chromium")
    )
    launcher.close()
    assert given == [("downloads", False), ("home", False)]
