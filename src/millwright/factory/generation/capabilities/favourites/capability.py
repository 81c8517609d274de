"""Favourites of each kind of record, and one page for all of them."""

from dataclasses import replace

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route, marks
from millwright.factory.generation.capabilities.community import subject_view, talked_about
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.roles import signs_up
from millwright.factory.generation.spec import AppSpec, Part

_MARK = marks.Mark("favourites", "favourite", "favourites", ("Save", "Saved"), "Bookmark", listed=True)
_MARK_OF_ONE = "favourite"
_ANYTHING = word_set("acts_anything")
_MOST = 3
"""Kinds of records that have favourites where any content may be one."""
_PAGE = Component("FavouritesPage", "pages/favourites/FavouritesPage")


def _draft(reading: Reading) -> None:
    listed = {
        "bookmark",
        "favorite",
        "favourite",
        *(["cart_item", "wish_list_item"] if _is_list_of_them(reading) else []),
    }
    if reading.wished("favourites"):
        for entity in [known for known in reading.entities if known.key in listed][: len(reading.entities) - 1]:
            reading.forget(entity)
    for wish in reading.wished("favourites"):
        _add_nothing(reading, wish.words)
    vague = any(
        _ANYTHING & {token.lemma for token in w.sentence.tokens[w.start : w.end]} for w in reading.wished("favourites")
    )
    named = [entity for entity in talked_about(reading) if not entity.assumed]
    subjects = named[:_MOST] if vague else marks.wished_subjects(reading, _MARK)
    marks.draft(reading, _MARK, subjects, "")


def _add_nothing(reading: Reading, words: str) -> None:
    """Who collects content adds none: it is no record of its own, and nobody may write some for it."""
    for entity in [known for known in reading.entities if known.because.startswith(words)][: len(reading.entities) - 1]:
        if not _ANYTHING.isdisjoint(words.lower().split()):
            reading.forget(entity)


def _is_list_of_them(reading: Reading) -> bool:
    """Whether what the prompt calls a list of wishes is that of favourites."""
    return bool(reading.wished("favourites")) and not reading.wished("wish_list")


def _settle(reading: Reading) -> None:
    marks.settle(reading, _MARK)
    if reading.wished("favourites") or any(signs_up(role) for role in reading.roles):
        _without_field(reading)


def _without_field(reading: Reading) -> None:
    """Where many have an account, what one of them likes is no fact of a record that all of them see."""
    for entity in reading.entities:
        entity.fields = [field for field in entity.fields if field.name != _MARK_OF_ONE or field.because]


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    made = marks.contribute(spec, part, _MARK)
    views = [subject_view(spec, one)[1] for one in spec.parts_of("favourites")]
    _, view = subject_view(spec, part)
    page = render("capabilities/favourites/templates/FavouritesPage.tsx.j2", views=views)
    place = Place.SITE if view.public else Place.WORKSPACE
    menu = Place.ACCOUNT if view.public else Place.WORKSPACE
    return replace(
        made,
        files={**made.files, f"frontend/src/{_PAGE.module}.tsx": page},
        routes=(Route("/favourites", _PAGE, place, signed_in=True),),
        navigation=(NavigationItem("My favourites", "/favourites", "Bookmark", menu),),
        readme=(f"Save {view.spec.plural_label.lower()} and find them under My favourites.",),
    )


def _finish(reading: Reading) -> None:
    marks.finish(reading, _MARK)


CAPABILITY = Capability("favourites", _draft, _settle, _contribute, after=("member_posts",), finish=_finish)
