"""The lexicon's data holds together: every entry can be built, alone and in its bundle."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from millwright.factory.generation import reader
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.data import entity_rows, rows
from millwright.factory.generation.reader.draft import DraftRole, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.freezing import freeze
from millwright.factory.generation.reader.nouns import MEANS_NOTHING
from millwright.factory.generation.reader.relations import relate
from millwright.factory.generation.reader.samples import add_samples
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.theme import colours
from millwright.factory.generation.reader.vocabulary import RoleKind, lemma_key, lexicon
from millwright.factory.generation.spec import AppSpec, Theme

_READER = Path(reader.__file__).parent


def built(names: list[str]) -> AppSpec:
    reading = Reading("Test", (), (), [], [])
    chosen = [Choice(name, lexicon().entities[name], (), "test") for name in names]
    shape(reading, chosen)
    relate(reading)
    reading.roles = [DraftRole("owner", "Owner", RoleKind.ADMIN, "test")]
    add_samples(reading.entities)
    return freeze(reading, Theme(), "Test")


@pytest.mark.parametrize("name", sorted(entity_rows()))
def test_an_entry_can_be_built_alone_with_rows_that_differ(name: str) -> None:
    entity = built([name]).entities[0]
    assert 8 <= len(entity.samples) <= 12
    titles = [row[entity.title_field.name] for row in entity.samples]
    assert len(set(titles)) >= len(titles) / 2


def test_all_entries_can_be_built_in_one_application() -> None:
    names = sorted(entity_rows())
    for start in range(0, len(names), 40):
        assert built(names[start : start + 40]).entities


@pytest.mark.parametrize("name", sorted(rows("domains")))
def test_a_domain_names_records_and_roles_that_exist(name: str) -> None:
    domain = lexicon().domains[name]
    known = lexicon().entities
    named = [*domain.core, *domain.means.values(), *filter(None, [domain.board, domain.chart])]
    assert [entity for entity in named if entity not in known and entity != MEANS_NOTHING] == []
    spec = built(list(domain.core))
    assert len(spec.entities) == len(domain.core)


def test_records_that_some_kinds_of_application_know_name_kinds_that_exist() -> None:
    known = {*lexicon().domains, "-"}
    told = {entry.name: sorted((entry.only | entry.never) - known) for entry in lexicon().entities.values()}
    assert {name: unknown for name, unknown in told.items() if unknown} == {}


def test_references_name_records_that_exist() -> None:
    known = set(lexicon().entities)
    for entry in lexicon().entities.values():
        for _, targets, _ in entry_lines(entry.fields):
            assert not targets or set(targets) & known or targets[0] in {"mechanic", "stable"}, entry.name


def test_no_phrase_names_two_records() -> None:
    words = Counter(word for entry in lexicon().entities.values() for word in set(entry.words))
    assert [word for word, count in words.items() if count > 1 and word not in lexicon().entities] == []


def test_no_record_is_described_twice() -> None:
    files = [*(_READER / "lexicon" / "entities").glob("*.toml"), *_READER.parent.glob("capabilities/*/entities.toml")]
    names = Counter(name for path in files for name in tomllib.loads(path.read_text("utf-8")))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_lexicon_is_broad() -> None:
    assert len(lexicon().entities) >= 120
    assert len(lexicon().domains) >= 50
    assert len(colours()) >= 240


@pytest.mark.parametrize("name", sorted(rows("domains")))
def test_the_people_of_a_domain_are_not_in_charge_beside_its_administrator(name: str) -> None:
    domain = lexicon().domains[name]
    for person in filter(None, [domain.staff, domain.outsider, domain.users]):
        hit = lexicon().role_index.at(lemma_key(person.replace("_", " ")), 0)
        assert hit is not None, person
        assert hit[1].kind is not RoleKind.ADMIN, person
