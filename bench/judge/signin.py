"""Signing in as a stranger would: by the demo accounts that the page shows, else by signing up."""

import re
from dataclasses import dataclass

from playwright.async_api import Error as PlaywrightError

from bench.judge.filling import CODE, Marker, fill, is_textual
from bench.judge.forms import is_sign_in
from bench.judge.report import Report
from bench.judge.sights import Control, Form, Sight
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

_WAY_IN = re.compile(r"\b(sign|log) ?in\b|\blogin\b", re.IGNORECASE)
_WAY_UP = re.compile(r"\bsign ?up\b|\bregister\b|\bregistration\b|create (an )?account|\bjoin\b", re.IGNORECASE)
_DEMO = re.compile(
    r"\bdemo\b|preview|try (it|the)|look around|test account|sample account|(sign|log) ?in as|continue as",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PASSWORD = re.compile(r"password\s*(?:is|:|=|–|-)?\s*[\"'“]?([^\s\"'”,;()]{4,})", re.IGNORECASE)
_MESSAGE = re.compile(
    r"wrong|incorrect|invalid|not (known|match|right|found|correct)|required|enter|needed|must|fill|unknown|denied",
    re.IGNORECASE,
)
_MARKER = Marker(3907)


@dataclass(frozen=True, slots=True)
class Account:
    """A way to sign in: a button that does it, or an address with its password. `role` is what the page calls it."""

    role: str
    button: str = ""
    email: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where one signs in and up, as paths; empty where there is no such page."""

    sign_in: str = ""
    sign_up: str = ""
    accounts: tuple[Account, ...] = ()


async def find_entrance(tab: Tab, home: Sight, seen: dict[str, Sight]) -> Entrance:
    """The ways in that the home page, or a page that it leads to, shows. `seen` are pages by path."""
    pages = {"/": home, **seen}
    here = next((path for path, sight in pages.items() if sight.passwords == 1 and not _is_sign_up(sight)), "")
    # The crawl may not have come as far as the link to it.
    here = here or _linked(home, _WAY_IN, tab.origin) or await _follow(tab, _WAY_IN)
    up = next((path for path, sight in pages.items() if sight.passwords and _is_sign_up(sight)), "")
    accounts: tuple[Account, ...] = ()
    if here:
        await tab.open(here)
        accounts = await _accounts(tab)
        up = up or _linked(await tab.sight(), _WAY_UP, tab.origin)
    return Entrance(here, up, accounts)


def _is_sign_up(sight: Sight) -> bool:
    return bool(_WAY_UP.search(f"{sight.heading} {sight.title}"))


def _linked(sight: Sight, words: re.Pattern[str], origin: str) -> str:
    links = [link for link in sight.links if words.search(link.text) and link.href.startswith(origin)]
    return links[0].href.removeprefix(origin) if links else ""


async def _follow(tab: Tab, words: re.Pattern[str]) -> str:
    """Presses the button of these words; answers where that led, if there is a password to give."""
    await tab.open("/")
    for control in [control for control in await tab.controls() if words.search(control.label)][:1]:
        element = await tab.control(control.key)
        if element is not None and not await tab.press(element) and (await tab.sight()).passwords:
            return tab.path
    return ""


async def _accounts(tab: Tab) -> tuple[Account, ...]:
    """The demo accounts that the open page shows."""
    buttons = [control for control in await tab.controls() if _offers(control)]
    if buttons:
        return tuple(Account(role=control.label, button=control.key) for control in buttons[:4])
    text = "\n".join(await tab.lines())
    passwords = _PASSWORD.findall(text)
    found: list[Account] = []
    for email in dict.fromkeys(_EMAIL.findall(text)):
        line = next(line for line in text.splitlines() if email in line)
        own = re.search(rf"{re.escape(email)}\W+(\S{{4,}})$", line)
        password = own.group(1) if own else passwords[min(len(found), len(passwords) - 1)] if passwords else ""
        if password:
            role = re.sub(r"[\s:–—/(,-]+$", "", line.split(email)[0]) or email.split("@")[0]
            found.append(Account(role=role, email=email, password=password))
    return tuple(found[:4])


def _offers(control: Control) -> bool:
    """Whether the button lets one in without a word."""
    return not control.submits and bool(_DEMO.search(f"{control.label} {control.section} {control.landmark}"))


async def sign_in(tab: Tab, report: Report, entrance: Entrance, account: Account) -> bool:
    """Signs in and writes down whether that went well."""
    await tab.open(entrance.sign_in)
    if account.button:
        element = await tab.control(account.button)
        problem = await tab.press(element) if element is not None else "it is not there any more"
        if problem:
            await report.add(tab, Kind.SIGN_IN, account.role, Verdict.NO, f"cannot be pressed: {problem}")
            return False
        if (await tab.sight()).passwords:
            await _submit(tab)
    else:
        await _enter(tab, account.email, account.password)
    inside = not (await tab.sight()).passwords
    verdict = Verdict.YES if inside else Verdict.NO
    await report.add(tab, Kind.SIGN_IN, account.role, verdict, "let in" if inside else "not let in")
    return inside


async def judge_refusals(tab: Tab, report: Report, entrance: Entrance) -> None:
    """Nobody is let in without an account, and is told so."""
    for name, email, password in (("nobody", "nobody@example.com", "not-the-password"), ("nothing", "", "")):
        await tab.open(entrance.sign_in)
        await _enter(tab, email, password)
        shown = [*await tab.strings("() => __judge.faults()"), *(await tab.effects()).lines]
        shown += await tab.strings("() => __judge.objections(0)")
        message = next((line for line in shown if _MESSAGE.search(line)), "")
        if not (await tab.sight()).passwords:
            await report.add(tab, Kind.SIGN_IN, f"as {name}", Verdict.NO, "let in all the same")
        elif message:
            await report.add(tab, Kind.SIGN_IN, f"as {name}", Verdict.YES, f"refused: {message[:100]}")
        else:
            await report.add(tab, Kind.SIGN_IN, f"as {name}", Verdict.PARTLY, "not let in, and not a word why")


async def sign_up(tab: Tab, report: Report, entrance: Entrance) -> bool:
    """Makes an account of one's own and gets in with it; writes down whether that went well."""
    await tab.open(entrance.sign_up)
    form = await _form(tab)
    if form is None:
        await report.add(tab, Kind.SIGN_IN, "sign up", Verdict.NO, "no form with a password")
        return False
    for field in form.fields:
        element = await tab.element("([form, at]) => __judge.field(form, at)", [form.at, field.at])
        if element is not None:
            await fill(element, field, _MARKER)
    await _submit(tab)
    if (await tab.sight()).passwords and entrance.sign_in:
        await tab.open(entrance.sign_in)
        await _enter(tab, _MARKER.email, CODE)
    inside = not (await tab.sight()).passwords
    verdict = Verdict.YES if inside else Verdict.NO
    await report.add(tab, Kind.SIGN_IN, "sign up", verdict, "signed up and let in" if inside else "not let in")
    return inside


async def _form(tab: Tab) -> Form | None:
    forms = [form for form in await tab.forms() if any(field.type == "password" for field in form.fields)]
    return next(iter(forms), None)


async def _enter(tab: Tab, name: str, password: str) -> None:
    """Fills the form with the password in and sends it."""
    form = await _form(tab)
    if form is None or not is_sign_in(form):
        return
    for field in [field for field in form.fields if is_textual(field)]:
        element = await tab.element("([form, at]) => __judge.field(form, at)", [form.at, field.at])
        if element is not None:
            try:
                await element.fill(password if field.type == "password" else name, timeout=1_500)
            except PlaywrightError:
                return
    await _submit(tab)


async def _submit(tab: Tab) -> None:
    form = await _form(tab)
    button = await tab.element("at => __judge.submit(at)", form.at) if form else None
    if button is not None:
        await tab.press(button)
