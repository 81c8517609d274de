"""Starting Chromium as nobody in particular: the pages it shows are strangers' work.

Root would have to give up Chromium's own sandbox. So where Millwright was started by root, a script in between
changes to a user that owns nothing but the profile, under which that sandbox works.
"""

import os
import shutil
import tempfile
from pathlib import Path

import structlog
from playwright.async_api import Browser, Playwright
from playwright.async_api import Error as PlaywrightError

_log = structlog.get_logger()
_USER = 210_000
"""A number that is in no password file; those of the sandbox end just below it."""
_PREFIX = "millwright-browser-"
_START_MS = 30_000
"""Playwright's own patience is three minutes, more than a visit has."""
_SCRIPT = """#!/bin/sh
exec {setpriv} --reuid={user} --regid={user} --clear-groups --inh-caps=-all env HOME={home} {chromium} "$@" \
--user-data-dir={home}/profile
"""
_FEATURES = """
AimEnabled AutofillServerCommunication AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose
HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter NetworkTimeServiceQuerying OptimizationHints
PaintHolding PreconnectToSearch Translate WebUIOmniboxAimPopup WebUIOmniboxPopup
""".split()
"""Switched off: what asks Google's servers of its own accord, or upgrades to https, and a page that each window would
load for an address bar that nobody sees (a tenth of a visit's work). Chromium heeds the last such list, so this one
holds what Playwright's own does, too."""
_ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--dns-prefetch-disable",
    # Without these two, WebRTC would send packets past the proxy.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    f"--disable-features={','.join(_FEATURES)}",
]


class Launcher:
    """Starts one Chromium after the other; `close` takes the last one's profile away."""

    def __init__(self) -> None:
        self._home: Path | None = None

    async def launch(self, playwright: Playwright, chromium: Path) -> Browser:
        """A running browser, in its own sandbox where the machine has what that needs.

        Raises Playwright's error when it does not start.
        """
        executable = self._as_nobody(chromium) if os.geteuid() == 0 else chromium
        saved = _downloads(self._home) if self._home is not None else None
        if executable is not None:
            try:
                return await _start(playwright, executable, saved, sandboxed=True)
            except PlaywrightError as error:
                _log.warning("browser.sandbox_missing", error=error.message[-300:])
        return await _start(playwright, executable or chromium, saved, sandboxed=False)

    def close(self) -> None:
        """Takes the profile away."""
        home, self._home = self._home, None
        if home is not None:
            shutil.rmtree(home, ignore_errors=True)

    def _as_nobody(self, chromium: Path) -> Path | None:
        """A script that becomes Chromium under another user; None where there is no program to change users with."""
        setpriv = shutil.which("setpriv", path="/usr/sbin:/usr/bin:/sbin:/bin")
        if setpriv is None:
            return None
        self.close()
        _clear_leftovers()
        self._home = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self._home.chmod(0o711)
        home = self._home / "home"
        folders = (home, _downloads(self._home))
        for folder in folders:
            folder.mkdir(mode=0o700)
        # Inside first: what still runs as that user could put a link in the place of what lies in a folder of its own.
        for folder in reversed(folders):
            os.chown(folder, _USER, _USER, follow_symlinks=False)
        script = self._home / "chromium"
        script.write_text(_SCRIPT.format(setpriv=setpriv, user=_USER, home=home, chromium=chromium))
        script.chmod(0o755)
        return script


def _downloads(home: Path) -> Path:
    """Where that user may save what a page gives it; the folder that Playwright would make is ours alone."""
    return home / "home" / "downloads"


def _clear_leftovers() -> None:
    """Takes away the profiles of servers that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        server = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if not Path("/proc", server).is_dir():
            shutil.rmtree(folder, ignore_errors=True)


async def _start(playwright: Playwright, executable: Path, downloads: Path | None, *, sandboxed: bool) -> Browser:
    # Nothing of the server's own environment: it holds secrets.
    environment: dict[str, str | float | bool] = {
        "HOME": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
    }
    return await playwright.chromium.launch(
        executable_path=executable,
        args=_ARGUMENTS,
        chromium_sandbox=sandboxed,
        env=environment,
        downloads_path=downloads,
        handle_sigint=False,
        handle_sigterm=False,
        handle_sighup=False,
        timeout=_START_MS,
    )
