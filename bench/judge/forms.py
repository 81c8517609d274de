"""Forms: what is right is taken and can be seen after; what is missing or nonsense is refused with a word."""

import re
from dataclasses import dataclass
from itertools import count

from playwright.async_api import Error as PlaywrightError

from bench.judge.filling import Marker, fill, is_textual, nonsense
from bench.judge.report import Report
from bench.judge.sights import Form, Input
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

_SECRET = re.compile(r"\b(not|wrong|incorrect)\b.*\bpassword\b|\bpassword\b.*\b(wrong|incorrect)\b", re.IGNORECASE)
_MESSAGE = re.compile(
    r"requir|must|please|invalid|valid |enter |cannot|can.t|should|missing|too (long|short|many|big)|at (least|most)|"
    r"wrong|incorrect|choose|select |not (a|an|be)\b|needed|fill|between|only|empty|already|error|fail",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"thank|success|sent|received|submitted|saved|booked|created|added|confirmed|done|updated|welcome|registered|"
    r"subscribed|placed|order (no|number|#)|published|posted|uploaded|result",
    re.IGNORECASE,
)
_LOOKS_UP = re.compile(r"^(search|filter|find|go|apply|show)\b", re.IGNORECASE)
_MAX_WRONG = 3
_numbers = count(4101)


@dataclass(frozen=True, slots=True)
class Way:
    """How to come to a form: open the path, and press the opener, if it takes one."""

    path: str
    opener: str = ""


@dataclass(slots=True)
class Outcome:
    """What came of sending a form."""

    accepted: list[str]
    refused: list[str]
    messages: list[str]
    lines: list[str]
    moved: bool
    text: bool
    gone: bool
    unpressed: str = ""

    @property
    def taken(self) -> bool:
        """Whether it was taken: the server kept it, or, where none is asked, the page went on without a complaint."""
        if self.unpressed:
            return False
        if self.accepted or self.refused:
            return bool(self.accepted) and not self.refused
        return (self.moved or self.gone or self.text) and not self.messages


def is_record(form: Form) -> bool:
    """Whether the form keeps something: no search, no filter, no way in."""
    fields = [field for field in form.fields if not field.disabled]
    if not form.submit or not fields or form.search or _LOOKS_UP.match(form.submit):
        return False
    if is_sign_in(form):
        return False
    return not (len(fields) == 1 and fields[0].type == "search")


def is_sign_in(form: Form) -> bool:
    """Whether the form is the way in for those who have an account."""
    passwords = sum(field.type == "password" for field in form.fields)
    texts = [field for field in form.fields if is_textual(field)]
    makes = re.search(r"register|sign ?up|create|change", form.submit, re.IGNORECASE)
    return passwords == 1 and len(texts) <= 2 and makes is None


class AsksToSignInError(Exception):
    """The form sends strangers to the way in: it is to be judged as somebody."""


class FormCheck:
    """Judges one form in one tab; raises `AsksToSignInError` for one that is not for strangers."""

    def __init__(self, tab: Tab, report: Report, way: Way, form: Form) -> None:
        self._tab = tab
        self._report = report
        self._way = way
        self._key = form.key
        self._name = f"{form.title or 'form'}: {form.submit}"
        self._marker = Marker(next(_numbers))

    async def judge(self) -> None:
        """Empty, wrong, and then right, so that a record is left to be seen."""
        form = await self._reach()
        if form is None:
            return
        texts = [field for field in form.fields if is_textual(field)]
        if texts:
            await self._empty(form)
        form = await self._again()
        if form is not None and texts:
            await self._wrong(form)
        form = await self._reach()
        if form is not None:
            await self._right(form)

    async def _reach(self) -> Form | None:
        """The form on a fresh page."""
        await self._tab.open(self._way.path)
        if self._way.opener:
            opener = await self._tab.control(self._way.opener)
            if opener is None or await self._tab.press(opener):
                return None
        return await self._find()

    async def _find(self) -> Form | None:
        return next((form for form in await self._tab.forms() if form.key == self._key), None)

    async def _again(self) -> Form | None:
        """The form where it stands, or else on a fresh page."""
        return await self._find() or await self._reach()

    async def _empty(self, form: Form) -> None:
        """Sends the form with nothing in it."""
        filled = [field for field in form.fields if is_textual(field)]
        for field in filled:
            await self._write(form, field, "")
        current = await self._find()
        if current is not None and current.off:
            await self._say(Kind.EMPTY, Verdict.YES, "cannot be sent while empty")
            return
        outcome = await self._send(form)
        if outcome.taken:
            demanding = any(field.required or "*" in field.label for field in form.fields)
            optional = not demanding and any(field.value for field in filled)
            words = "was taken with nothing in it" + ("; no field says it is needed" if not demanding else "")
            await self._say(Kind.EMPTY, Verdict.PARTLY if optional else Verdict.NO, words)
        elif outcome.messages:
            await self._say(Kind.EMPTY, Verdict.YES, f"refused: {outcome.messages[0][:120]}")
        else:
            await self._say(Kind.EMPTY, Verdict.PARTLY, f"not taken, and not a word why {outcome.unpressed}".strip())

    async def _wrong(self, form: Form) -> None:
        """Sends the form with nonsense in one field at a time."""
        dates = sum(field.type in {"date", "datetime-local"} for field in form.fields)
        candidates = [
            (field, value)
            for field in form.fields
            if not field.disabled and (value := nonsense(field, after_another=dates > 1))
        ]
        # The over-long text is worth one try, the particular nonsense more.
        long = [pair for pair in candidates if len(pair[1]) > 1000][:1]
        for field, value in [*(pair for pair in candidates if len(pair[1]) <= 1000), *long][:_MAX_WRONG]:
            current = await self._again()
            if current is None:
                return
            await self._fill(current)
            await self._write(current, field, value)
            outcome = await self._send(current)
            given = f"{field.label}: {value[:24]}{'…' if len(value) > 24 else ''}"
            if outcome.taken:
                await self._say(Kind.WRONG, Verdict.NO, f"took {given}")
            elif outcome.messages:
                await self._say(Kind.WRONG, Verdict.YES, f"refused {given}: {outcome.messages[0][:100]}")
            else:
                await self._say(Kind.WRONG, Verdict.PARTLY, f"did not take {given}, and not a word why")

    async def _right(self, form: Form) -> None:
        """Sends the form with fitting values, once more with others if they were refused, and looks for the record."""
        await self._fill(form)
        outcome = await self._send(form)
        if not outcome.taken:
            again = await self._again()
            if again is not None:
                await self._fill(again, cautious=True)
                outcome = await self._send(again)
        if any(_SECRET.search(words) for words in outcome.messages):
            # The password of a demonstration account is behind a button: nobody can be asked for it.
            return
        if not outcome.taken:
            why = outcome.messages or outcome.refused or [outcome.unpressed or "nothing happens"]
            await self._say(Kind.VALID, Verdict.NO, f"not taken: {why[0][:160]}")
            return
        thanks = next((line for line in outcome.lines if _THANKS.search(line)), None)
        where = await self._visible()
        if where:
            await self._say(Kind.VALID, Verdict.YES, f"taken; the record is {where}")
        elif thanks or not self._words(form):
            await self._say(Kind.VALID, Verdict.YES, f'taken; says "{(thanks or "nothing to find again")[:80]}"')
        else:
            await self._say(Kind.VALID, Verdict.PARTLY, "taken, but what was written is not to be seen after")

    def _words(self, form: Form) -> bool:
        """Whether the form has a field whose words could be seen again."""
        hidden = {"password", "number", "date", "datetime-local", "time", "tel"}
        return any(is_textual(field) and field.type not in hidden for field in form.fields)

    async def _visible(self) -> str:
        """Where the record that was sent can be seen, in words; nothing where it cannot."""
        if await self._marked():
            return "on the page that follows"
        here = self._tab.path
        parents = [self._way.path.rsplit("/", 1)[0] or "/", here.rsplit("/", 1)[0] or "/", "/"]
        for path in dict.fromkeys([here, self._way.path, *parents]):
            await self._tab.open(path)
            if await self._marked():
                return f"on {path}"
        return ""

    async def _marked(self) -> bool:
        shown = " ".join(await self._tab.lines())
        return self._marker.word in shown or self._marker.email in shown

    async def _fill(self, form: Form, *, cautious: bool = False) -> None:
        radios: set[str] = set()
        for field in form.fields:
            if field.type == "radio":
                name = field.hint.split(" ")[0]
                if name in radios:
                    continue
                radios.add(name)
            element = await self._tab.element("([form, at]) => __judge.field(form, at)", [form.at, field.at])
            if element is not None:
                await fill(element, field, self._marker, cautious=cautious)

    async def _write(self, form: Form, field: Input, value: str) -> None:
        element = await self._tab.element("([form, at]) => __judge.field(form, at)", [form.at, field.at])
        if element is None:
            return
        try:
            await element.fill(value, timeout=1_500)
        except PlaywrightError:
            # A field that refuses even to hold it has refused.
            return

    async def _send(self, form: Form) -> Outcome:
        objections = await self._tab.strings("at => __judge.objections(at)", form.at)
        standing = set(await self._tab.strings("() => __judge.faults()"))
        button = await self._tab.element("at => __judge.submit(at)", form.at)
        if button is None:
            return Outcome([], [], [], [], moved=False, text=False, gone=False, unpressed="there is no button to send")
        unpressed = await self._tab.press(button)
        effects = await self._tab.effects()
        notes = self._tab.notes
        faults = await self._tab.strings("() => __judge.faults()")
        lines = [*effects.lines, *notes.dialogs]
        messages = [line for line in lines if _MESSAGE.search(line) and len(line) < 200]
        standing &= set(faults)
        messages += [
            fault for fault in faults if fault not in messages and (fault not in standing or not effects.moved)
        ]
        own = any(field.type == "password" for field in form.fields)
        if effects.moved and not own and (await self._tab.sight()).passwords:
            raise AsksToSignInError
        return Outcome(
            accepted=notes.accepted,
            refused=notes.refused,
            messages=[*objections, *messages],
            lines=lines,
            moved=effects.moved,
            text=effects.text,
            gone=await self._find() is None,
            unpressed=unpressed,
        )

    async def _say(self, kind: Kind, verdict: Verdict, seen: str) -> None:
        await self._report.add(self._tab, kind, self._name, verdict, seen)
