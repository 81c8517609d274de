"""What one application's visit writes down: checks, and pictures of what is wrong."""

import re
from pathlib import Path

from playwright.async_api import Error as PlaywrightError

from bench.judge.tab import Tab
from bench.judge.verdicts import Check, Kind, Verdict

_MAX_SHOTS = 25


class Report:
    """Checks of one application, each subject once; pictures go to `folder`, unless that is None."""

    def __init__(self, folder: Path | None) -> None:
        self.checks: list[Check] = []
        self._folder = folder
        self._shots = 0

    async def add(self, tab: Tab, kind: Kind, name: str, verdict: Verdict, seen: str) -> None:
        """Writes a check down, with a picture of the window where something is wrong."""
        shot = ""
        if verdict in {Verdict.NO, Verdict.PARTLY} and self._shots < _MAX_SHOTS:
            self._shots += 1
            shot = await self.shoot(tab, f"{self._shots:02d}-{kind}-{name}")
        self.note(kind, name, verdict, seen, tab=tab, shot=shot)

    def note(
        self, kind: Kind, name: str, verdict: Verdict, seen: str, *, tab: Tab | None = None, shot: str = ""
    ) -> None:
        """Writes a check down without a picture of its own."""
        page, role = (tab.path, tab.role) if tab else ("", "")
        check = Check(kind=kind, name=name[:160], verdict=verdict, seen=seen[:400], page=page, role=role, shot=shot)
        self.checks.append(check)

    async def shoot(self, tab: Tab, name: str) -> str:
        """Keeps a picture of the window; answers its file's name, or nothing."""
        if self._folder is None:
            return ""
        file = f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')[:60]}.png"
        try:
            picture = await tab.shoot()
        except PlaywrightError:
            return ""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / file).write_bytes(picture)
        return file

    def has(self, kind: Kind, *verdicts: Verdict) -> bool:
        """Whether a check of the kind ended so."""
        return any(check.kind is kind and check.verdict in verdicts for check in self.checks)
