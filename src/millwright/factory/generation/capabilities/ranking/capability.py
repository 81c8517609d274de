"""Rankings, as the reader and the compiler know them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.capabilities import Capability, Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.contribution import PartError
from millwright.factory.generation.capabilities.ranking.standings import (
    is_called,
    is_number,
    names_people,
    rank_rows,
    refer_to_ranked,
    said,
)
from millwright.factory.generation.capabilities.ranking.writing import standings
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import outsiders, records_in
from millwright.factory.generation.reader.measuring import number_named
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import NUMERIC, Access, AppSpec, FieldType, Layout, Part, Reach

_TEMPLATES = "capabilities/ranking/templates"
_NOT_RANKED = frozenset({"badge", "loyalty_reward"})
"""Whose points are what they cost."""
_POPULAR = frozenset("hot liked popular popularity trending".split())
_MOVING = frozenset("change decline decrease drop fall growth increase rise".split())
_NEAR = 4
"""Within how many words after a superlative stands what it is said of."""
_MERITS = tuple("score points rank level rating stars votes likes views wins earnings sales".split())


def draft(reading: Reading) -> None:
    """A ranking keeps nothing of its own; what it adds up has to say of what it is."""
    for wish in reading.wished("ranking"):
        refer_to_ranked(reading, wish)


def settle(reading: Reading) -> None:
    """Ranks the record that counts most, first among those that the wishes name: scores rather than stars."""
    wishes = reading.wished("ranking")
    if (most := next(_most(reading, wishes), None)) is not None:
        entity, field, words = most
        _show_to_all(reading, entity)
        add_part(reading, Part(capability="ranking", entity=entity.name, options={"by": field.name}), words)
        return
    able = [e for e in reading.entities if _merit(e) and not e.internal and e.key not in _NOT_RANKED]
    named = [entity for wish in wishes for entity in records_in(reading, wish.sentence) if entity in able]
    entity = min(named or able, key=_standing, default=None)
    field = _merit(entity) if entity else None
    spoken = [said(wish).measure for wish in wishes]
    other = any(field is not None and not is_called(field, words) for words in spoken if is_number(words))
    if wishes and entity is not None and field is not None and not other:
        part = Part(capability="ranking", entity=entity.name, options={"by": field.name})
        add_part(reading, part, because_of(wishes, ""))
    elif liked := next((e for e in reading.entities if reading.entity(table_name(e.name, "like"))), None):
        popular = [wish for wish in wishes if _says_popular(wish)]
        if popular:
            options = {"likes": "yes", "title": _title(popular[0])}
            add_part(reading, Part(capability="ranking", entity=liked.name, options=options), popular[0].words)
    if not _is_ranked(reading):
        _rank_otherwise(reading, [wish for wish in wishes if not _says_popular(wish)])


def finish(reading: Reading) -> None:
    """Ranks by a number that is worked out, now that it is known which are: the total hours of each volunteer."""
    for wish in reading.wished("ranking") if not _is_ranked(reading) else []:
        told = {token.stem for token in wish.sentence.tokens[max(0, wish.start - _NEAR) :]}
        for entity in reading.entities:
            labels = {name: {*stems(formula.label)} for name, (formula, _) in entity.formulas.items()}
            name = next((name for name, words in labels.items() if words <= told), None)
            if name is not None and not entity.internal and not _is_ranked(reading):
                add_part(reading, Part(capability="ranking", entity=entity.name, options={"by": name}), wish.words)


def _is_ranked(reading: Reading) -> bool:
    return any(part.capability == "ranking" for part in reading.parts)


def _rank_otherwise(reading: Reading, wishes: list[Wish]) -> None:
    """Ranks by a number that the words name without the record, else along whom or what rows name."""
    for wish in wishes:
        if rank_rows(reading, wish):
            return
    for wish in wishes:
        told = said(wish)
        if names_people(reading, told):
            continue
        words = (*told.subject, *told.measure)
        named = records_in(reading, told.sentence, told.start, told.end)
        lemmas = {*(token.lemma for token in words)}
        changes = {"change", "growth"} if lemmas & _MOVING else set[str]()
        for entity in (e for e in reading.entities if not e.internal):
            numbers = [field for field in entity.fields if field.type in NUMERIC]
            moved = next((f for f in numbers if changes & {*f.name.split("_")}), None)
            field = moved or (number_named(entity, words) if entity in named and not changes else None)
            if field is not None:
                add_part(
                    reading, Part(capability="ranking", entity=entity.name, options={"by": field.name}), wish.words
                )
                return


def _most(reading: Reading, wishes: list[Wish]) -> Iterator[tuple[DraftEntity, DraftField, str]]:
    """What is ranked by a number that a superlative means: "the largest catches" by their weight."""
    for wish in wishes:
        tokens = wish.sentence.tokens
        for place in (place for place in range(wish.end, len(tokens)) if tokens[place].low in _superlatives()):
            meant = _superlatives()[tokens[place].low].split()
            for entity in records_in(reading, wish.sentence, place, min(place + _NEAR, len(tokens))):
                numbers = [field for field in entity.fields if field.type in NUMERIC]
                field = next((f for word in meant for f in numbers if word in f.name.split("_")), None)
                if field is not None and not entity.internal:
                    yield entity, field, wish.sentence.words(wish.start, place + 2)


def _show_to_all(reading: Reading, entity: DraftEntity) -> None:
    """Whoever may sign up reads what is ranked: a ranking of one's own rows alone is none."""
    seen = Access(read=Reach.ALL)
    for role in outsiders(reading):
        entity.access[role.name] = entity.access.get(role.name, Access()) | seen


@cache
def _superlatives() -> dict[str, str]:
    return table_beside(__package__ or "", "superlatives")


def _title(wish: Wish) -> str:
    """What the list of what is liked most is called."""
    return "Trending" if "trending" in wish.words.lower() else "Most popular"


def ranked_by_likes(reading: Reading) -> list[Wish]:
    """The wishes for what is popular where no record has a number to rank it by, so that likes have to tell."""
    if any(_merit(entity) for entity in reading.entities if entity.key not in _NOT_RANKED):
        return []
    # "Trending stories" are stories: what they are is told by their own words, which the wish ends with.
    return [replace(wish, end=wish.start + 1) for wish in reading.wished("ranking") if _says_popular(wish)]


def _says_popular(wish: Wish) -> bool:
    """Whether what many like is meant, and not what many opened or bought, which nothing counts."""
    return bool(_POPULAR & set(wish.words.lower().split()))


def _standing(entity: DraftEntity) -> int:
    """How much the number of a record counts, the most first."""
    field = _merit(entity)
    return next(
        (place for place, merit in enumerate(_MERITS) if field and merit in field.name.split("_")), len(_MERITS)
    )


def _merit(entity: DraftEntity) -> DraftField | None:
    numbers = [field for field in entity.fields if field.type in NUMERIC]
    return next((f for merit in _MERITS for f in numbers if merit in f.name.split("_")), None)


@dataclass(frozen=True)
class _By:
    """The number that ranks: a field, or how many people like it."""

    name: str
    label: str
    money: bool = False
    empty: bool = False


def _by(view: EntityView, part: Part) -> _By:
    if "likes" in part.options:
        return _By("like_count", "Likes")
    shown = (*view.fields, *view.worked_out)
    field = next((field for field in shown if field.name == part.options["by"]), None)
    if field is None:
        raise PartError(f"{view.spec.plural_label} have no number any more by which they could be ranked")
    return _By(field.name, field.label, field.type is FieldType.MONEY, not field.spec.required)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A page of its own, on the site where visitors may read the records, and a link to it."""
    if "along" in part.options:
        return standings(spec, part)
    view = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    by = _by(view, part)
    heading = part.options.get("title", "Leaderboard")
    name = f"{view.type}RankingPage"
    values: dict[str, object] = {
        "entity": view,
        "by": by,
        "heading": heading,
        "name": name,
        "api": api_path(view.spec),
        "example": example(spec, view, Hooks(spec, ())),
        "values": (0, 1) if "likes" in part.options else _two_values(view, by.name),
    }
    page = Component(name, f"pages/ranking/{name}")
    public = spec.layout is Layout.SITE and view.public
    place = Place.SITE if public else Place.WORKSPACE
    path = f"{view.public_path}/ranking"
    subject = None if public else view.spec.name
    icon = "TrendingUp" if "likes" in part.options else "Trophy"
    return Contribution(
        files={
            f"frontend/src/pages/ranking/{name}.tsx": render(f"{_TEMPLATES}/RankingPage.tsx.j2", **values),
            f"frontend/src/pages/ranking/{name}.test.tsx": render(f"{_TEMPLATES}/RankingPage.test.tsx.j2", **values),
        },
        routes=(Route(path, page, place, subject=subject),),
        navigation=(NavigationItem(heading, path, icon, place, subject=subject),),
        readme=(f"See the best {in_sentence(view.spec.plural_label)} by {in_sentence(by.label)} on the leaderboard.",),
    )


def _two_values(view: EntityView, by: str) -> tuple[int, int]:
    """A smaller and a greater number that the field may have."""
    field = next((field for field in view.spec.fields if field.name == by), None)
    low = (field.minimum or 0) if field is not None else 0
    return (low, low + 1)


CAPABILITY = Capability(
    name="ranking",
    draft=draft,
    settle=settle,
    contribute=contribute,
    finish=finish,
    optional=frozenset({"by", "day"}),
)
