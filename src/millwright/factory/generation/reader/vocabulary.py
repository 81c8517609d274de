"""The lexicon as the stages use it: entries by name, and indexes that find the longest phrase at a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Generic, TypeVar

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.data import entity_rows, pairs, phrases, rows, table, word_set
from millwright.factory.generation.reader.words import (
    identifier,
    label,
    plain,
    plural,
    plural_words,
    singular,
    stems,
)
from millwright.factory.generation.site import Look

T = TypeVar("T")


class EntityKind(StrEnum):
    """What sort of record it is, which decides who may see and change it by default."""

    CATALOGUE = "catalogue"
    CONTENT = "content"
    LOG = "log"
    MONEY = "money"
    PERSON = "person"
    PERSONAL = "personal"
    WORK = "work"


class RoleKind(StrEnum):
    """How a person stands to the organisation; outsiders register by themselves."""

    ADMIN = "admin"
    OUTSIDER = "outsider"
    STAFF = "staff"


class Act(StrEnum):
    """What a verb means for permissions and views."""

    CREATE = "create"
    DELETE = "delete"
    EXPORT = "export"
    MANAGE = "manage"
    OTHER = "other"
    PROCESS = "process"
    SIGN_IN = "sign_in"
    VIEW = "view"


@dataclass(frozen=True)
class EntityEntry:
    """A kind of record that the lexicon knows; `fields` is the text that `field_lines` reads.

    `kinds` are those of its words that name some of its rows only: tents and chairs are kinds of equipment. What is
    `issued` is given to people by those in charge: they see their grades and rewards, and write none.

    Its `loose` words, all of them where none are named, mean it `only` in some kinds of application ("-" is none that
    is known) and where words of its trade stand in the prompt (`told_by`: courts make cases those of lawyers), and
    `never` in some. Where they do not they mean the record `elsewhere`, or a noun that no entry tells of. Such a record
    is a `sort`, which is called what the prompt calls it.
    """

    name: str
    label: str
    plural_label: str
    kind: EntityKind
    words: tuple[str, ...]
    same_as: tuple[str, ...]
    fields: str
    look: Look = Look.CARDS
    kinds: tuple[str, ...] = ()
    issued: bool = False
    loose: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    elsewhere: str = ""
    sort: bool = False
    told_by: tuple[str, ...] = ()

    def meant_in(self, words: str, kind: str) -> bool:
        """Whether words of the entry mean it in a kind of application; an empty one is none that is known."""
        if self.loose and words not in self.loose:
            return True
        anywhere = not self.only and not self.told_by
        return (anywhere or (kind or "-") in self.only) and kind not in self.never

    def instead(self, words: str) -> str:
        """The record that words of the entry mean where they do not mean it; `elsewhere` may name one for each."""
        return pairs(self.elsewhere).get(words, "") if "=" in self.elsewhere else self.elsewhere


@dataclass(frozen=True)
class RoleEntry:
    """A kind of person, by a usable name."""

    name: str
    label: str
    kind: RoleKind


@dataclass(frozen=True)
class Domain:
    """A bundle: what an application of a kind keeps and who uses it. Empty text means that it says nothing.

    Records of `core` that are also `alone` are added only where the prompt names none itself.
    """

    name: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    alone: tuple[str, ...]
    means: dict[str, str]
    admin: str
    staff: str
    outsider: str
    users: str
    board: str
    chart: str
    colour: str
    broad: bool
    always: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class Capability:
    """A wish about the application; `say` tells what there is, or what there is instead.

    `otherwise` tells what there is instead where an application has no part of that name, and none of those that do it
    `also`.
    """

    name: str
    built: bool
    say: str
    otherwise: str = ""
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verb:
    """A form of a verb: its base form, what it means and which inflection it is."""

    base: str
    act: Act
    form: str


class PhraseIndex(Generic[T]):
    """Finds known phrases in a sequence of word forms: the longest one at a place, or all that stand in it."""

    def __init__(self) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, key: tuple[str, ...], value: T) -> None:
        """Makes a phrase known; of several values given for a phrase `at` answers the first."""
        bucket = self._entries.setdefault(key[0], [])
        bucket.append((key, value))
        bucket.sort(key=lambda entry: -len(entry[0]))

    def at(self, forms: Sequence[str], start: int) -> tuple[int, T] | None:
        """The length and value of the longest phrase that begins at `start`."""
        for key, value in self._entries.get(forms[start], ()):
            if tuple(forms[start : start + len(key)]) == key:
                return len(key), value
        return None

    def within(self, forms: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """Every phrase that stands there: where it begins, its length and value, in the order of the places."""
        for start, form in enumerate(forms):
            for key, value in self._entries.get(form, ()):
                if tuple(forms[start : start + len(key)]) == key:
                    yield start, len(key), value

    def first_words(self) -> frozenset[str]:
        """Every word that begins a phrase."""
        return frozenset(self._entries)


def lemma_key(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the entity index compares them: lower case, without hyphens, the singular of each."""
    return tuple(singular(word) for word in plain(phrase).replace("-", " ").split())


class Lexicon:
    """All that the reader knows about words; build one by `lexicon()`."""

    @cached_property
    def entities(self) -> dict[str, EntityEntry]:
        """Every known kind of record by its name."""
        return {name: _entity(name, row) for name, row in entity_rows().items()}

    @cached_property
    def entity_index(self) -> PhraseIndex[EntityEntry]:
        """Entities by the singulars of their words."""
        index = PhraseIndex[EntityEntry]()
        for entry in self.entities.values():
            for phrase in entry.words:
                index.add(lemma_key(phrase), entry)
        return index

    @cached_property
    def role_index(self) -> PhraseIndex[RoleEntry]:
        """Roles by the singulars of their words."""
        index = PhraseIndex[RoleEntry]()
        for kind in RoleKind:
            for item in phrases(str(table("roles")[kind.value])):
                name, _, synonyms = item.partition(":")
                words = name.replace("_", " ").split()
                entry = RoleEntry(identifier(words), label(words), kind)
                for phrase in [name.replace("_", " "), *phrases(synonyms, ",")]:
                    index.add(lemma_key(phrase), entry)
        return index

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """Every known kind of application by its name."""
        return {name: _domain(name, row) for name, row in rows("domains").items()}

    @cached_property
    def domain_index(self) -> PhraseIndex[tuple[Domain, ...]]:
        """Kinds of application by the singulars of their words."""
        by_phrase: dict[tuple[str, ...], list[Domain]] = {}
        for domain in self.domains.values():
            for phrase in domain.words:
                by_phrase.setdefault(lemma_key(phrase), []).append(domain)
        index = PhraseIndex[tuple[Domain, ...]]()
        for key, domains in by_phrase.items():
            index.add(key, tuple(domains))
        return index

    @cached_property
    def capability_index(self) -> PhraseIndex[Capability]:
        """Capabilities by the stems of their words."""
        index = PhraseIndex[Capability]()
        for name, row in words_of().items():
            also = frozenset(phrases(row.get("also", "")))
            capability = Capability(name, True, row["say"], row.get("otherwise", ""), also)
            for phrase in phrases(row["words"]):
                index.add(stems(phrase), capability)
        for name, row in rows("capabilities").items():
            capability = Capability(name, bool(row.get("built", False)), row["say"])
            for phrase in phrases(row["words"]):
                index.add(stems(phrase), capability)
        return index

    @cached_property
    def lone_words(self) -> frozenset[str]:
        """Every form of the single words that name a capability; stems alone would take "important" for an import."""
        texts = [row["words"] for row in (*words_of().values(), *rows("capabilities").values())]
        alone = {plain(phrase) for text in texts for phrase in phrases(text) if " " not in phrase}
        return frozenset(form for word in alone for form in self._forms(word))

    def _forms(self, word: str) -> set[str]:
        """A word in the singular and the plural, and its forms where it is a verb."""
        verb = self.verbs.get(word)
        acted = {form for form, _ in inflections(verb.base)} if verb is not None and verb.form == "base" else set[str]()
        *first, last = word.split("-")
        return acted | {word, "-".join([*first, singular(last)]), "-".join([*first, plural(singular(last))])}

    @cached_property
    def verbs(self) -> dict[str, Verb]:
        """Verb forms of one word; where two verbs share a form the first act of the list keeps it."""
        found: dict[str, Verb] = {}
        for act in Act:
            for base in phrases(str(table("verbs")[act.value])):
                if "_" not in base:
                    for form, kind in inflections(base):
                        found.setdefault(form, Verb(base, act, kind))
        return found

    @cached_property
    def requests(self) -> dict[str, str]:
        """Verbs that ask for a share in something, with the record that asking makes."""
        return pairs(str(table("verbs")["requests"]))

    @cached_property
    def nominals(self) -> dict[str, Act]:
        """Nouns made of verbs, such as "management", with what they mean."""
        return {noun: Act(act) for noun, act in pairs(str(table("verbs")["nominal"])).items()}

    @cached_property
    def stop(self) -> frozenset[str]:
        """Words that are never part of a name."""
        return frozenset(phrases(str(table("words")["stop"]), None))

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """Words that describe and never name a record alone."""
        return frozenset(phrases(str(table("words")["adjective"]), None))

    @cached_property
    def generic(self) -> frozenset[str]:
        """Nouns that name no record: the application, its parts and abstractions."""
        return frozenset(phrases(str(table("words")["generic"]), None))

    @cached_property
    def facets(self) -> frozenset[str]:
        """Last words of compounds which only mean the data about what stands before them."""
        return frozenset(phrases(str(table("words")["facet"]), None))

    @cached_property
    def generic_people(self) -> frozenset[str]:
        """Words for whoever uses the application."""
        return frozenset(lemma_key(phrase)[-1] for phrase in phrases(str(table("roles")["generic"])))

    @cached_property
    def first_person(self) -> frozenset[str]:
        """Words by which the author speaks of themselves."""
        return frozenset(phrases(str(table("roles")["first_person"])))

    @cached_property
    def _known(self) -> frozenset[str]:
        keys = self.entity_index.first_words() | self.role_index.first_words() | self.domain_index.first_words()
        return keys | self.generic | self.adjectives | self.nominals.keys()

    def decided_on(self, word: str) -> bool:
        """Whether a singular names what people send in and others decide on, rather than what they give stars."""
        hit = self.entity_index.at([word], 0) if word else None
        return word in _DECIDED_ON or (hit is not None and hit[1].name in _DECIDED_ON)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one that the lexicon can do something with."""
        return word in self._known or singular(word) in self._known or word in self.verbs


@cache
def lexicon() -> Lexicon:
    """The one lexicon; its parts are read when first used."""
    return Lexicon()


def in_domain(lemmas: list[str], entry: EntityEntry, domain: Domain | None) -> EntityEntry | None:
    """The sense that a word has in a kind of application, such as "job" in recruiting; nothing where it has none."""
    if domain is not None:
        sense = domain.means.get(" ".join(lemmas)) or domain.means.get("-".join(lemmas))
        if sense is not None:
            return lexicon().entities.get(sense)
    if entry.meant_in(" ".join(lemmas), domain.name if domain else ""):
        return entry
    return lexicon().entities.get(entry.instead(" ".join(lemmas)))


def inflections(base: str) -> list[tuple[str, str]]:
    """The forms of a regular verb with the kind of each: ``base``, ``s``, ``ing``, ``ed``."""
    doubled = base + base[-1] if base in _DOUBLING else base
    dropped = base[:-1] if base.endswith("e") and not base.endswith("ee") else doubled
    third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"
    if base.endswith(("ch", "sh", "ss", "x", "z", "o")):
        third = base + "es"
    past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else dropped + "ed"
    return [(base, "base"), (third, "s"), (dropped + "ing", "ing"), (past, "ed")]


_DECIDED_ON = word_set("vocabulary_decided_on")
_DOUBLING = word_set("vocabulary_doubling")


def _entity(name: str, row: dict[str, str]) -> EntityEntry:
    shown = row.get("label") or label(name.split("_"))
    plural = row.get("plural_label") or label(plural_words(shown.split()))
    # A table that no prompt names, because only a capability's code knows it, has no words at all.
    kinds = tuple(phrases(row.get("kinds", "")))
    words = (name.replace("_", " "), *phrases(row["words"]), *kinds) if row["words"] else ()
    same_as, look = tuple(phrases(row.get("same_as", ""))), Look(row.get("look", Look.CARDS))
    kind, issued = EntityKind(row["kind"]), "issued" in row
    made = EntityEntry(name, shown, plural, kind, words, same_as, row["fields"], look, kinds, issued)
    loose = frozenset(" ".join(lemma_key(phrase)) for phrase in phrases(row.get("loose", "")))
    only, never = (frozenset(phrases(row.get(key, ""))) for key in ("only", "never"))
    told_by, elsewhere = tuple(phrases(row.get("told_by", ""))), row.get("elsewhere", "")
    return replace(made, loose=loose, only=only, never=never, elsewhere=elsewhere, sort="sort" in row, told_by=told_by)


def _domain(name: str, row: dict[str, str]) -> Domain:
    senses = rows("domains")[row["means_of"]] if "means_of" in row else row
    return Domain(
        name=name,
        words=tuple(phrases(row["words"])),
        core=tuple(phrases(row["core"])),
        alone=tuple(phrases(row.get("alone", ""))),
        means=pairs(senses.get("means", "")) | pairs(row.get("means", "")),
        admin=row.get("admin", ""),
        staff=row.get("staff", ""),
        outsider=row.get("outsider", ""),
        users=row.get("users", ""),
        board=row.get("board", ""),
        chart=row.get("chart", ""),
        colour=row["colour"],
        broad=bool(row.get("broad", False)),
        always=tuple(phrases(row.get("always", ""))),
        whole=bool(row.get("whole", False)),
    )
