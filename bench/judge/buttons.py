"""Buttons: each press must do something that one can see, or the button be off and say why."""

import re
from collections.abc import Sequence

from playwright.async_api import Error as PlaywrightError

from bench.judge.report import Report
from bench.judge.sights import Control, Effects, Form
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

DESTROYS = re.compile(
    r"\b(delete|remove|sign ?out|log ?out|archive|deactivate|cancel|clear|reset|discard|unfriend|block|ban|reject)\b",
    re.IGNORECASE,
)
SIGNS_OUT = re.compile(r"\b(sign|log) ?out\b", re.IGNORECASE)
PAGES = re.compile(r"^(next|next page|load more|show more|more|older|»|\u203a|→)$", re.IGNORECASE)
_EXCUSES = re.compile(
    r"coming soon|not (yet )?(available|implemented|supported)|under construction|demo only|^todo:", re.IGNORECASE
)
_CLOSES = re.compile(r"^(cancel|close|dismiss|no|keep|back|×|x)\b", re.IGNORECASE)
_CONFIRMS = re.compile(r"^(yes|ok|confirm|continue)\b", re.IGNORECASE)


def to_press(controls: Sequence[Control], *, destructive: bool) -> list[Control]:
    """The controls to judge on a page: those of forms apart, one of each label, one of each choice's group."""
    chosen: dict[str, Control] = {}
    for control in controls:
        if control.submits or control.sorts or PAGES.match(control.label) or control.group >= 2:
            continue
        if bool(DESTROYS.search(control.label)) is destructive:
            chosen.setdefault(re.sub(r"\d+", "0", _kind(control)), control)
    return list(chosen.values())


def _kind(control: Control) -> str:
    """Buttons of rows are of one kind whatever the row: "Delete Anna" and "Delete Ben"."""
    return f"{control.label.split(' ')[0]} in a row" if control.repeated else control.label


async def judge_button(tab: Tab, report: Report, path: str, control: Control) -> list[Form]:
    """Presses the button on a fresh page and writes down what came of it; answers the forms that it has opened."""
    name = control.label or f"a {control.tag} without a name"
    if control.disabled:
        verdict = Verdict.YES if control.reason else Verdict.PARTLY
        seen = f"off: {control.reason}" if control.reason else "off, and does not say why"
        report.note(Kind.BUTTON, name, verdict, seen, tab=tab)
        return []
    await tab.open(path)
    before = {form.key for form in await tab.forms()}
    element = await tab.control(control.key)
    if element is None:
        return []
    problem = await tab.press(element)
    if problem:
        await report.add(tab, Kind.BUTTON, name, Verdict.NO, f"cannot be pressed: {problem}")
        return []
    effects = await tab.effects()
    await report.add(tab, Kind.BUTTON, name, *_verdict(tab, effects))
    opened = [form for form in await tab.forms() if form.key not in before] if not effects.moved else []
    if effects.dialogs > 0 and not tab.notes.dialogs:
        await _judge_closing(tab, report, name)
    return opened


def _verdict(tab: Tab, effects: Effects) -> tuple[Verdict, str]:
    broken = [*tab.notes.failed, *(error for error in tab.notes.errors if error.startswith("exception"))]
    if broken:
        return Verdict.NO, f"fails: {broken[0]}"
    excuse = next((line for line in [*effects.lines, *tab.notes.dialogs] if _EXCUSES.search(line)), None)
    if excuse:
        return Verdict.NO, f'only says "{excuse[:80]}"'
    if not effects.any:
        return Verdict.NO, "does nothing that one can notice"
    return Verdict.YES, effects.words


async def _judge_closing(tab: Tab, report: Report, name: str) -> None:
    """A dialog must let go again, by its button or by Escape."""
    closing = next((control for control in await tab.controls() if _CLOSES.match(control.label)), None)
    element = await tab.control(closing.key) if closing else None
    open_before = await tab.ask(_DIALOGS)
    if element is not None:
        await tab.press(element)
    else:
        await tab.page.keyboard.press("Escape")
        await tab.settle()
    way = f'"{closing.label}"' if closing else "Escape"
    gone = await tab.ask(_DIALOGS) != open_before
    verdict, seen = (Verdict.YES, f"closes by {way}") if gone else (Verdict.NO, f"does not close by {way}")
    await report.add(tab, Kind.BUTTON, f"closing the dialog of {name}", verdict, seen)


_DIALOGS = """() => [...document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog]')]
  .filter((one) => one.checkVisibility()).length"""


async def judge_choice(tab: Tab, report: Report, path: str, group: Sequence[Control]) -> None:
    """Tabs and toggles of which one is pressed: pressing another must show something else."""
    others = [control for control in group if control.pressed != "true" and not control.disabled][:3]
    name = " / ".join(control.label for control in group)[:100]
    if not others:
        return
    for control in others:
        await tab.open(path)
        element = await tab.control(control.key)
        if element is None or await tab.press(element):
            continue
        effects = await tab.effects()
        if effects.moved or effects.text or effects.layout or effects.dialogs:
            report.note(Kind.FILTER, name, Verdict.YES, f'"{control.label}" shows something else', tab=tab)
            return
    await report.add(tab, Kind.FILTER, name, Verdict.NO, "whichever is pressed, the page shows the same")


async def judge_destroying(tab: Tab, report: Report, path: str, control: Control) -> None:
    """Presses what deletes, agrees when asked, and writes down whether what was there is gone."""
    await tab.open(path)
    element = await tab.control(control.key)
    if element is None or control.disabled:
        return
    tab.accepts_dialogs = True
    rows = await tab.rows()
    try:
        problem = await tab.press(element)
        effects = await tab.effects()
        asked = bool(tab.notes.dialogs) or effects.dialogs > 0
        if effects.dialogs > 0 and not tab.notes.dialogs:
            await _agree(tab, control.label)
            effects = await tab.effects()
    except PlaywrightError as error:
        problem, effects, asked = error.message.partition("\n")[0], Effects(), False
    finally:
        tab.accepts_dialogs = False
    if problem or not effects.any:
        seen = f"cannot be pressed: {problem}" if problem else "does nothing that one can notice"
        await report.add(tab, Kind.BUTTON, control.label, Verdict.NO, seen)
        return
    verdict, seen = _verdict(tab, effects)
    deletes = re.match(r"(delete|remove)\b", control.label, re.IGNORECASE)
    after = [] if effects.moved else (await tab.rows(rows.kind)).texts
    if verdict is Verdict.YES and deletes and control.repeated and len(after) >= len(rows.texts) > 0:
        verdict, seen = Verdict.NO, f"{len(rows.texts)} rows before, {len(after)} after"
    await report.add(tab, Kind.BUTTON, control.label, verdict, f"{seen}{', after asking' if asked else ''}")


async def _agree(tab: Tab, label: str) -> None:
    """Presses the dialog's button that goes on with it."""
    first = label.split(" ", maxsplit=1)[0].lower()
    controls = [control for control in await tab.controls() if not _CLOSES.match(control.label) or first == "cancel"]
    agreeing = [c for c in controls if c.label.lower().startswith(first) or _CONFIRMS.match(c.label)]
    element = await tab.control(agreeing[-1].key) if agreeing else None
    if element is not None:
        await tab.press(element)
