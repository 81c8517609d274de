"""What the prompt wishes for, and what of it can be seen in the application.

This is a heuristic, and no more. It cuts the prompt into wishes by its sentences, and looks for the words of each, with
stems and synonyms, in what pages show and let one do, and for what the other checks have found of the mechanics. It
sees that there is a page "Materials" with a form that takes records; whether that was meant, a reader must tell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.judge.sights import Sight
from bench.judge.verdicts import Check, Kind, Verdict
from bench.judge.wish_words import ACTIONS, EMPTY_WORDS, SYNONYMS, UNSEEABLE, Action, stems

_ENOUGH = 0.6
_A_LITTLE = 0.25
_LISTED = re.compile(
    r"(?:functionalit(?:y|ies)|functions?|features?|modules?|capabilit(?:y|ies)|sections?|pages?)\b[^.,:]*?"
    r"(?:\bfor\b|\bsuch as\b|\bincluding\b|\blike\b|:|\bof\b|\bto\b)\s+(?P<list>.+)",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"\b(?:should (?:also )?be able to|can(?: also)?|are able to|may|allow(?:s|ing)? \w+ to|let(?:s|ting)? \w+)\s+"
    r"(?P<list>.+)",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\bshould (?:also )?(?:have|include|provide|support|contain|offer|feature|display|show|be)?\s*(?P<list>.+)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:\bwith\b|:|\bincluding\b|\bthat (?:shows?|displays?|has)\b|\bfor\b)\s+(?P<list>.+)", re.IGNORECASE
)
_AFTERTHOUGHT = re.compile(
    r"\b(based on|according to|through|by means of|in order to|so that|to (help|ensure|improve|facilitate|make)|"
    r"depending on|when|if|where|which|ensuring|via|within|using)\b.*",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(including|such as|like|namely|e\.g\.|for example)\s+", re.IGNORECASE)
_NOUN = re.compile(r"(a|an|the|basic|simple)\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+and\s+|\s+as well as\s+|\s*\betc\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that one can do or see: the words of the prompt, what is done, and with what (stems)."""

    text: str
    actions: tuple[Action, ...]
    things: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """All that an application shows, as stems: `strong` in what names or does something, `weak` in any text."""

    strong: set[str] = field(default_factory=set[str])
    weak: set[str] = field(default_factory=set[str])
    controls: set[str] = field(default_factory=set[str])
    features: set[str] = field(default_factory=set[str])
    sign_in: bool = False
    sign_up: bool = False
    charts: int = 0

    def add(self, path: str, sight: Sight) -> None:
        """Takes in what a page shows."""
        pressed = [*sight.buttons, *(link.text for link in sight.links if not link.nav), *sight.labels]
        names = [sight.title, *sight.headings, *sight.heads, *sight.options, *(link.text for link in sight.links)]
        self.controls |= set(stems(" ".join(pressed)))
        self.strong |= set(stems(" ".join([*pressed, *names, re.sub(r"[^a-z]+", " ", path)])))
        self.weak |= set(stems(sight.text))
        counted = {
            "upload": sight.files,
            "media": sight.media,
            "canvas": sight.canvases,
            "pictures": sight.pictures,
            "map": sight.maps,
            "download": sum(link.download for link in sight.links),
        }
        self.features |= {name for name, count in counted.items() if count}


def read(prompt: str) -> list[Wish]:
    """The wishes of the prompt, each once, in their order."""
    sentences = re.split(r"(?<=[.!?])\s+", re.sub(r"\([^)]*\)", "", prompt))
    found: dict[tuple[str, ...], Wish] = {}
    for at, sentence in enumerate(sentences):
        match = _ABLE.search(sentence) or _LISTED.search(sentence)
        if match is None and at > 0:
            match = _SHOULD.search(sentence)
        if match is None and len(sentences) == 1:
            match = _WITH.search(sentence)
        for wish in _cut(match.group("list")) if match else []:
            found.setdefault((*(action.name for action in wish.actions), *wish.things), wish)
    return list(found.values())


def _cut(listed: str) -> list[Wish]:
    """The wishes of an enumeration. A verb without an object has the next one's; one without a verb, the last one's."""
    inner = _LISTED.search(listed)
    parts = [_OPENING.sub("", part.strip(" .")) for part in _SPLIT.split(inner.group("list") if inner else listed)]
    parts = [
        cleaned for part in parts if (cleaned := _AFTERTHOUGHT.sub("", part).strip(" .")) and not UNSEEABLE.search(part)
    ]
    wishes: list[Wish] = []
    bare: list[tuple[str, tuple[Action, ...]]] = []
    former: tuple[Action, ...] = ()
    for part in parts:
        actions, things = _parse(part)
        if actions and not things and all(action.needs_thing for action in actions):
            if _NOUN.match(part):
                wishes.append(Wish(part, actions, ()))
                continue
            bare.append((part, actions))
            former = actions
            continue
        if not actions and not things:
            continue
        wishes += [Wish(f"{text} {' '.join(things)}", verbs, things) for text, verbs in bare]
        bare = []
        wishes.append(Wish(part, actions or former, things))
        former = actions or former
    return [*wishes, *(Wish(text, verbs, ()) for text, verbs in bare)]


def _parse(part: str) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    text = part.lower()
    actions: list[Action] = []
    for action in ACTIONS:
        if action.pattern.search(text):
            actions.append(action)
            text = action.pattern.sub(" ", text)
    things = [stem for stem in dict.fromkeys(stems(text)) if stem not in EMPTY_WORDS]
    return tuple(actions[:2]), tuple(things)


def judge(prompt: str, evidence: Evidence, checks: Sequence[Check], not_built: Sequence[str]) -> list[Check]:
    """A verdict for each wish of the prompt."""
    left_out = [set(stems(text)) for text in not_built]
    return [_judge(wish, evidence, checks, left_out) for wish in read(prompt)]


def _judge(wish: Wish, evidence: Evidence, checks: Sequence[Check], left_out: Sequence[set[str]]) -> Check:
    doing = [_done(action, wish, evidence, checks) for action in wish.actions]
    done = min((points for points, _ in doing), default=None)
    things = [_shown(thing, evidence) for thing in wish.things]
    shown = sum(things) / len(things) if things else None
    words = [said for _, said in doing]
    if wish.things:
        missing = [thing for thing, points in zip(wish.things, things, strict=True) if not points]
        words.append(f"words shown: {shown:.0%}" + (f", not {', '.join(missing)}" if missing else ""))
    verdict = _verdict(done, shown)
    own = set(stems(wish.text)) - EMPTY_WORDS
    if verdict is not Verdict.YES and own and any(len(own & said) * 2 >= len(own) for said in left_out):
        verdict, words = Verdict.NOT_BUILT, ["the application says that it is not built"]
    return Check(kind=Kind.WISH, name=wish.text[:160], verdict=verdict, seen="; ".join(words))


def _verdict(done: float | None, shown: float | None) -> Verdict:
    least = min(part for part in (done, shown, 1.0) if part is not None)
    if least >= _ENOUGH:
        return Verdict.YES
    most = max(part for part in (done, shown, 0.0) if part is not None)
    return Verdict.PARTLY if most >= _ENOUGH and least >= _A_LITTLE else Verdict.NO


def _done(action: Action, wish: Wish, evidence: Evidence, checks: Sequence[Check]) -> tuple[float, str]:
    """How well the action can be done, from 0 to 1, and by what that is told."""
    if action.check is not None:
        verdicts = [check.verdict for check in checks if check.kind is action.check]
        if verdicts:
            best = max(verdicts, key=lambda verdict: verdict.points)
            return best.points, f"{action.name}: {action.check} {best}"
    if action.name == "sign in":
        return float(evidence.sign_in), f"sign in: {'seen' if evidence.sign_in else 'not seen'}"
    if action.name == "sign up":
        return float(evidence.sign_up), f"sign up: {'seen' if evidence.sign_up else 'not seen'}"
    if action.feature and action.feature in evidence.features:
        return 1.0, f"{action.name}: there is such a thing"
    if action.looks:
        return 1.0, f"{action.name}: to be seen"
    words = set(stems(action.shown))
    seen = sorted(words & evidence.controls)
    if not seen:
        return 0.0, f"{action.name}: nothing to do it with"
    if action.keeps and _all_fail(wish, checks):
        return 0.5, f"{action.name}: its form takes nothing"
    return 1.0, f"{action.name}: {', '.join(seen[:3])}"


def _all_fail(wish: Wish, checks: Sequence[Check]) -> bool:
    """Whether every form about the wish's things refuses what is right."""
    about = [
        check
        for check in checks
        if check.kind is Kind.VALID and set(stems(f"{check.name} {check.page}")) & set(wish.things)
    ]
    return bool(about) and all(check.verdict is Verdict.NO for check in about)


def _shown(thing: str, evidence: Evidence) -> float:
    words = {thing, *SYNONYMS.get(thing, ())}
    if words & evidence.strong:
        return 1.0
    return 0.5 if words & evidence.weak else 0.0
