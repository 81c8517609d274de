"""A wish cut into the single changes that it asks for."""

import re

_VERBS = (
    "add|allow|attach|call|change|color|colour|convert|create|delete|disable|drop|eliminate|enable|export|forbid"
    "|get rid|give|hide|include|introduce|let|link|make|move|only|paint|permit|prevent|print|put|record|relabel"
    "|remove|rename|replace|require|retitle|scrap|set|show|stop|store|switch|take|theme|track|turn|use"
)
_POLITE = re.compile(
    r"^(?:please|kindly|also|then|now|next|finally|additionally|and|but|so|just|hey|hi|hello|ok|okay"
    r"|(?:can|could|would|will)\s+you|i(?:'d|\s+would)\s+like(?:\s+you)?(?:\s+to)?|i\s+want(?:\s+you)?(?:\s+to)?"
    r"|i\s+need(?:\s+you)?(?:\s+to)?|we(?:'d|\s+would)\s+like(?:\s+to)?|we\s+(?:want|need)(?:\s+to)?|let's|it\s+should)\b[\s,:]*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'])|\s*[;\n]+\s*(?:[-*\u2022]|\d+[.)])?\s*")
_TURN = re.compile(
    rf"\s*(?:,\s*(?:and\s+|then\s+)*|\s+(?:and|then)\s+)(?:also\s+|please\s+|then\s+)*(?=(?:{_VERBS})\b)", re.IGNORECASE
)
_AND_ALSO = re.compile(
    r"^((?:add|create|include|introduce)\b)((?:(?!\b(?:who|which|that|where|so)\b).)+? to [^,]+?),?\s+and\s+"
    r"(?=an?\s(?:[^,]+\sto\s|(?:board|calendar|chart|graph|list|report|table)\b))",
    re.IGNORECASE,
)
"""What is added to something, before another thing: "add a room to courses" and "a board of courses"."""
_QUOTED = re.compile(r"\"[^\"]*\"")


def clauses(wish: str) -> list[str]:
    """The parts of a wish, each asking for one change, in order and without courtesies."""
    found: list[str] = []
    for sentence in _ENDS.split(wish.strip()):
        hidden: list[str] = []

        def hide(match: re.Match[str], hidden: list[str] = hidden) -> str:
            hidden.append(match[0])
            return f"\0{len(hidden) - 1}\0"

        for part in _TURN.split(_QUOTED.sub(hide, sentence)):
            text = re.sub(r"\0(\d+)\0", lambda match, hidden=hidden: hidden[int(match[1])], part)
            if clause := _without_courtesy(text):
                found += _each(clause)
    return found


def _each(clause: str) -> list[str]:
    """The things that are added by one verb, each with it."""
    both = _AND_ALSO.match(clause)
    return [clause] if both is None else [both[1] + both[2], *_each(f"{both[1]} {clause[both.end() :]}")]


def _without_courtesy(text: str) -> str:
    text = text.strip(" \t-*\u2022").rstrip(" .!?,")
    while (shorter := _POLITE.sub("", text, count=1)) != text:
        text = shorter
    return re.sub(r",?\s+(?:please|too|as well|instead|now)$", "", text, flags=re.IGNORECASE).strip()
