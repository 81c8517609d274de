"""How a contract speaks OAuth: its spelling of client ids, its names of scopes, its paths."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from millwright.kit.context import Scope

_VERBS = {
    "admin": "Administer",
    "approve": "Approve",
    "delete": "Delete",
    "execute": "Run",
    "read": "See",
    "write": "Create and change",
}
_NOUNS = {
    "audit": "the audit log",
    "billing": "the plan, usage and invoices",
    "keys": "your API keys",
    "members": "members and invitations",
    "metrics": "the figures of this installation",
    "organizations": "the organization",
    "projects": "projects and their files",
    "security": "security findings",
}


def parse_uuid(text: str) -> UUID | None:
    """The id behind the usual spelling of one, and no other."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text.lower() else None


@dataclass(frozen=True, slots=True)
class OAuthDialect:
    """One contract's OAuth. `scopes` maps each documented name to what it means here, which may be several.

    `mount` is where the contract's application is mounted, without a slash at its end. `password`: the token endpoint
    also takes a person's e-mail address and password (RFC 6749, 4.3).
    """

    mount: str
    scopes: Mapping[str, frozenset[Scope]]
    spell: Callable[[UUID], str] = str
    parse: Callable[[str], UUID | None] = parse_uuid
    authorize_path: str = "/oauth/authorize"
    token_path: str = "/oauth/token"  # noqa: S105 - a path
    revoke_path: str = "/oauth/revoke"
    introspect_path: str = "/oauth/introspect"
    password: bool = False

    def meaning(self, text: str) -> frozenset[Scope] | None:
        """What these names, with spaces between, mean together; None when there is an unknown one."""
        names = text.split()
        if not all(name in self.scopes for name in names):
            return None
        return frozenset[Scope]().union(*(self.scopes[name] for name in names))

    def names(self, scopes: Iterable[Scope]) -> str:
        """The documented names of all that these scopes wholly cover, with spaces between."""
        held = frozenset(scopes)
        return " ".join(sorted(name for name, meant in self.scopes.items() if meant <= held))


def in_words(scope: Scope) -> str:
    """What a scope lets somebody do, as a person would say it."""
    noun, _, verb = scope.value.partition(":")
    return f"{_VERBS[verb]} {_NOUNS.get(noun, noun)}"
