"""How the source of an application spells what has been renamed, before and after."""

import re
from collections.abc import Iterator

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.refinement.changes import Renames
from millwright.factory.generation.spec import AppSpec


class Spelling:
    """Spells names of the one specification, in paths and in texts, as those of the next."""

    def __init__(self, old: AppSpec, new: AppSpec, renames: Renames) -> None:
        self._pairs = dict(sorted(_pairs(old, new, renames), key=lambda pair: -len(pair[0])))
        names = "|".join(map(re.escape, self._pairs))
        # A name may be a part of another one (client_id, ClientQuery, useClients), but not of another word.
        self._pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{names})(?![a-z0-9])|(?<=[a-z])(?:{names})(?![a-z])")

    @property
    def changes(self) -> bool:
        """Whether any name is spelt differently."""
        return bool(self._pairs)

    def __call__(self, text: str) -> str:
        """The text in the new spelling."""
        if not self._pairs:
            return text
        return self._pattern.sub(lambda match: self._new(match[0], match.string[: match.start()]), text)

    def _new(self, word: str, before: str) -> str:
        inside = bool(before) and before[-1].isalpha()
        return self._pairs[word] if not inside or word[0].isupper() else word


def _pairs(old: AppSpec, new: AppSpec, renames: Renames) -> Iterator[tuple[str, str]]:
    for before in old.entities:
        name = renames.entities.get(before.name)
        if name is None or all(entity.name != name for entity in new.entities):
            continue
        after = new.entity(name)
        names = ((before.name, after.name), (before.plural, after.plural))
        labels = ((before.label, after.label), (before.plural_label, after.plural_label))
        yield from (pair for one in names for pair in _spellings(*one))
        yield from (pair for one in labels for pair in (one, (one[0].lower(), one[1].lower())))
    for (_, before_name), after_name in renames.fields.items():
        yield from _spellings(before_name, after_name)
    for before_name, after_name in renames.roles.items():
        yield from _spellings(before_name, after_name)


def _spellings(old: str, new: str) -> Iterator[tuple[str, str]]:
    for spell in (str, naming.pascal, naming.camel, naming.kebab, naming.constant):
        if spell(old) != spell(new):
            yield spell(old), spell(new)
