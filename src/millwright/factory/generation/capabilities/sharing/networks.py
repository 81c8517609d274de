"""The networks that a prompt names to share on: "share news to WeChat groups", "share recipes on Telegram"."""

from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.spec import AppSpec

_ELSE = frozenset({"log", "login", "no", "not", "sign", "without"})
"""Words after which a network is refused, or named for something else than sharing: "and log in with LinkedIn"."""


@dataclass(frozen=True)
class Network:
    """A place to share on: by an address with `{url}` and `{title}`, or, without one, by pasting the link there."""

    name: str
    label: str
    words: tuple[str, ...]
    href: str = ""

    @property
    def template(self) -> str:
        """The address as the inside of a template literal of TypeScript."""
        return self.href.replace("{url}", "${address}").replace("{title}", "${words}")


def named(wishes: list[Wish]) -> list[tuple[Network, str]]:
    """The networks that sentences about sharing name, each once, with the words."""
    found: dict[str, tuple[Network, str]] = {}
    for wish in wishes:
        lows = [token.low for token in wish.sentence.tokens]
        stop = next((place for place in range(wish.end, len(lows)) if lows[place] in _ELSE), len(lows))
        for network in _networks():
            for words in network.words:
                parts = words.split()
                for place in range(wish.end, stop):
                    if lows[place : place + len(parts)] == parts:
                        said = wish.sentence.words(place, min(place + len(parts) + 1, len(lows)))
                        found.setdefault(network.name, (network, said))
    return list(found.values())


def networks_of(spec: AppSpec) -> list[Network]:
    """Those that any sharing of an application goes to."""
    names = {name for part in spec.parts_of("sharing") for name in part.options.get("on", "").split()}
    return [network for network in _networks() if network.name in names]


@cache
def _networks() -> tuple[Network, ...]:
    rows = table_beside(__package__ or "", "networks")
    return tuple(
        Network(name, row["label"], tuple(phrases(row["words"])), row.get("href", "")) for name, row in rows.items()
    )
