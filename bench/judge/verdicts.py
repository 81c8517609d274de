"""What the judge has found: one check at a time, one application at a time, and the tables of both."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, TypeAdapter


class Verdict(StrEnum):
    """How a check ended. What the application says it has not built is counted apart, neither for nor against."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_BUILT = "not built"

    @property
    def points(self) -> float:
        """As WebGen-Bench counts: 1, a half, nothing."""
        return {Verdict.YES: 1.0, Verdict.PARTLY: 0.5}.get(self, 0.0)


class Kind(StrEnum):
    """What is checked."""

    BUILD = "build"
    PAGE = "page"
    LINK = "link"
    BUTTON = "button"
    SIGN_IN = "sign in"
    VALID = "form: valid"
    EMPTY = "form: empty"
    WRONG = "form: wrong"
    SEARCH = "search"
    FILTER = "filter"
    SORT = "sort"
    PAGING = "paging"
    CHART = "chart"
    BACKGROUND = "background"
    COMPONENTS = "components"
    PHONE = "phone"
    CONSOLE = "console"
    AXE = "axe"
    WISH = "wish"


class Check(BaseModel):
    """One thing looked at. `seen` says in words what was seen; `shot` names a picture beside the verdicts."""

    kind: Kind
    name: str
    verdict: Verdict
    seen: str
    page: str = ""
    role: str = ""
    shot: str = ""


class AppVerdict(BaseModel):
    """One application. Seconds are of building and of judging; `unfinished` says what was left unjudged, and why.

    `load` is how many processes kept the machine busy at the end, on the average of a minute: with more than it has
    cores, time runs out earlier, and what is slow may look dead.
    """

    id: str
    prompt: str
    name: str = ""
    load: float = 0.0
    build_seconds: float = 0.0
    judge_seconds: float = 0.0
    not_built: list[str] = []
    roles: list[str] = []
    pages: int = 0
    unfinished: str = ""
    checks: list[Check] = []

    @property
    def wishes(self) -> list[Check]:
        """The wishes alone."""
        return [check for check in self.checks if check.kind is Kind.WISH]

    @property
    def mechanics(self) -> list[Check]:
        """All that is no wish: what pages have must work, whoever asked for it."""
        return [check for check in self.checks if check.kind is not Kind.WISH]

    @property
    def faults(self) -> list[Check]:
        """What does not work, or only in part."""
        return [check for check in self.checks if check.verdict in {Verdict.NO, Verdict.PARTLY}]


_VERDICTS = TypeAdapter(list[AppVerdict])


def load(file: Path) -> list[AppVerdict]:
    """The verdicts kept in the file; none where there is no such file."""
    return _VERDICTS.validate_json(file.read_bytes()) if file.exists() else []


def save(file: Path, verdicts: Sequence[AppVerdict]) -> None:
    """Keeps the verdicts in the file, all at once: a run that is killed leaves the former ones."""
    fresh = file.with_suffix(".new")
    fresh.write_bytes(_VERDICTS.dump_json(list(verdicts), indent=1))
    fresh.replace(file)


def score(checks: Iterable[Check]) -> float | None:
    """The share of points, from 0 to 1, of what counts; None where nothing does."""
    counted = [check.verdict.points for check in checks if check.verdict is not Verdict.NOT_BUILT]
    return sum(counted) / len(counted) if counted else None


def line(app: AppVerdict) -> str:
    """One application in one line for a terminal."""
    wishes, mechanics = _percent(score(app.wishes)), _percent(score(app.mechanics))
    bad = Counter(check.kind for check in app.mechanics if check.verdict is Verdict.NO)
    faults = ", ".join(f"{kind} {count}" for kind, count in bad.most_common())
    times = f"{app.build_seconds:.0f}+{app.judge_seconds:.0f} s at load {app.load:.0f}"
    return f"{app.id}  wishes {wishes}  works {mechanics}  {app.pages} pages  {times}  {faults or 'no faults'}"


def table(apps: Sequence[AppVerdict]) -> str:
    """All applications as a Markdown document: by application, by kind of check, and every fault."""
    rows = [
        "| app | what | wishes | not built | works | pages | faults |",
        "| --- | --- | ---: | ---: | ---: | ---: | --- |",
        *(_row(app) for app in apps),
        _totals(apps),
    ]
    return "\n".join([*rows, "", *_by_kind(apps), "", *_faults(apps), ""])


def totals(apps: Sequence[AppVerdict]) -> str:
    """All applications in one line for a terminal."""
    wishes = score(check for app in apps for check in app.wishes)
    works = score(check for app in apps for check in app.mechanics)
    return f"{len(apps)} applications: wishes {_percent(wishes)}, what is there works {_percent(works)}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _row(app: AppVerdict) -> str:
    bad = Counter(check.kind for check in app.mechanics if check.verdict is Verdict.NO)
    return (
        f"| {app.id} | {_cell(app.name)} | {_percent(score(app.wishes))} | {_left_out(app)} "
        f"| {_percent(score(app.mechanics))} | {app.pages} | {', '.join(f'{kind} {n}' for kind, n in bad.items())} |"
    )


def _left_out(app: AppVerdict) -> int:
    return sum(check.verdict is Verdict.NOT_BUILT for check in app.wishes)


def _totals(apps: Sequence[AppVerdict]) -> str:
    wishes = score(check for app in apps for check in app.wishes)
    works = score(check for app in apps for check in app.mechanics)
    pages = sum(app.pages for app in apps)
    left_out = sum(_left_out(app) for app in apps)
    return f"| **all** | {len(apps)} | **{_percent(wishes)}** | {left_out} | **{_percent(works)}** | {pages} | |"


def _by_kind(apps: Sequence[AppVerdict]) -> list[str]:
    rows = ["| check | yes | partly | no | not built | share |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for kind in Kind:
        checks = [check for app in apps for check in app.checks if check.kind is kind]
        if checks:
            counts = Counter(check.verdict for check in checks)
            numbers = " | ".join(str(counts[verdict]) for verdict in Verdict)
            rows.append(f"| {kind} | {numbers} | {_percent(score(checks))} |")
    return rows


def _faults(apps: Sequence[AppVerdict]) -> list[str]:
    rows = ["| app | check | verdict | where | what was seen |", "| --- | --- | --- | --- | --- |"]
    for app in apps:
        for check in app.faults:
            where = " ".join(filter(None, [check.page, f"({check.role})" if check.role else ""]))
            shot = f" ([picture]({app.id}/{check.shot}))" if check.shot else ""
            words = f"{_cell(check.name)}: {_cell(check.seen)}{shot}"
            rows.append(f"| {app.id} | {check.kind} | {check.verdict} | {_cell(where)} | {words} |")
        if app.unfinished:
            rows.append(f"| {app.id} | unfinished | | | {_cell(app.unfinished)} |")
    return rows


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")[:300]
