"""Which words of a prompt ask for a phone application, and which speak of one as a trade, or as something else."""

from functools import cache

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import Reading

NAME = "phone_app"
_NEAR = 4


def drop_others(reading: Reading) -> None:
    """Takes out of the wishes what asks for nothing: "a course on mobile app development"."""
    reading.wishes = [wish for wish in reading.wishes if wish.capability.name != NAME or _asks(wish)]


def asked(reading: Reading) -> list[Wish]:
    """The wishes for the application itself to be on phones, rather than for what serves one."""
    return [] if reading.refuses(NAME) else [wish for wish in reading.wished(NAME) if not _beside(wish)]


def packaged(wishes: list[Wish]) -> bool:
    """Whether the words speak of what comes from an app store or opens within another application."""
    said = {word for wish in wishes for word in wish.words.lower().split()}
    return bool(said & set(str(words()["packaged"]).split()))


@cache
def words() -> dict[str, str | dict[str, str]]:
    """The words of this capability."""
    return table_beside(__package__ or "", "words")


def _asks(wish: Wish) -> bool:
    tokens, said = wish.sentence.tokens, wish.words.lower()
    after = tokens[wish.end : wish.end + 1]
    if after and {after[0].low, after[0].lemma} & _set("trades"):
        return False
    last = tokens[wish.end - 1]
    if last.low in {f"{last.lemma}s", f"{last.lemma}es"} and last.lemma in {"app", "application", "mini-program"}:
        return False
    if said in phrases(str(words()["vague"])):
        return bool({token.low for token in tokens[wish.end : wish.end + _NEAR]} & _set("applications"))
    before = {token.low for token in tokens[max(0, wish.start - _NEAR) : wish.start]}
    return not ("tab" in said and before & _set("elsewhere"))


def _beside(wish: Wish) -> bool:
    """Whether what is built is for the phone application: "a backend for our mini-program"."""
    before = [token.low for token in wish.sentence.tokens[: wish.start]]
    tied = any(word in _set("for") for word in before[-_NEAR:])
    return tied and bool(set(before) & _set("beside"))


def _set(name: str) -> set[str]:
    return set(str(words()[name]).split())
