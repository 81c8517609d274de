"""Values told in running words, brought into the form that `choices` reads: "priority low, medium or high"."""

import re

_WORD = r"[A-Za-z][\w'-]*"
_ALTERNATIVES = rf"({_WORD}(?:, {_WORD})*,? or {_WORD})"
_THREE = rf"({_WORD}(?:, {_WORD})+,? or {_WORD})"
_NAMES = (
    r"priority|severity|urgency|importance|difficulty|mood|risk|condition|frequency|gender|size|status|state|stage"
    r"|type|kind|quality|impact|outcome|result|level"
)
_OF_A_NAME = re.compile(rf"\b({_NAMES}) (?:of |as |being |is |either |one of )*{_ALTERNATIVES}\b", re.IGNORECASE)
_OF_ONE = re.compile(rf"\b((?:each|every|an?|the) {_WORD}) (?:is|can be|may be) (?:either )?{_THREE}\b", re.IGNORECASE)
_OF_MANY = re.compile(rf"\b({_WORD}s) (?:are|can be|may be) (?:either )?{_THREE}(?=\s*(?:[.;:]|$))", re.IGNORECASE)


def in_brackets(text: str) -> str:
    """The text with alternatives behind what they are values of: "priority (low, medium or high)".

    What a thing "is" one of are its states: "each plant is alive, sick or dead" has a status of these.
    """
    text = _OF_A_NAME.sub(r"\1 (\2)", text)
    text = _OF_ONE.sub(r"\1 has a status (\2)", text)
    return _OF_MANY.sub(r"\1 have a status (\2)", text)
