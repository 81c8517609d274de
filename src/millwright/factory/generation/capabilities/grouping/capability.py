"""Lists under headings: the values of a field, by which visitors look at what there is."""

from collections.abc import Iterator, Sequence

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.narrowing import named_after
from millwright.factory.generation.reader.words import identifier, singular
from millwright.factory.generation.site import Layout, Look, Part
from millwright.factory.generation.spec import AppSpec, FieldType, Reach

_NAME = "grouping"
_OPTIONS = ("first", "second", "third", "fourth")
_GROUPED = frozenset(
    {FieldType.CHOICE, FieldType.REFERENCE, FieldType.INTEGER, FieldType.DECIMAL, FieldType.TEXT, FieldType.DATE}
)
_NEAR = 8  # tokens before "by" in which what is grouped is named
_YEAR = "year"
_HELPERS = frozenset({"brand", "category", "tag"})


def _draft(reading: Reading) -> None:
    """Lists are narrowed by the fields too, and so these are there; but a year may only be part of a day."""
    for wish in reading.wished(_NAME) if reading.site else []:
        shown = _shown(reading, wish, reading.entities)
        said = [wish.sentence.tokens[end - 1].low for _, end in named_after(wish.sentence, wish.end - 1)]
        if shown is not None and _YEAR in said and not any(f.name.split("_")[-1] == _YEAR for f in shown.fields):
            add_field(shown, f"{_YEAR} int: 2014..2024", wish.words)


def _settle(reading: Reading) -> None:
    for wish in reading.wished(_NAME) if reading.layout is Layout.SITE else []:
        public = [e for e in reading.entities if e.visitors.read is Reach.ALL and not e.internal]
        first = _shown(reading, wish, public)
        shown = next((e for e in (first, *public) if e is not None and any(_fields(e, wish))), None)
        if shown is not None:
            fields = _fields(shown, wish)
            options = {option: field.name for option, field in zip(_OPTIONS, fields, strict=False)}
            add_part(reading, Part(capability=_NAME, entity=shown.name, options=options), wish.words)


def _shown(reading: Reading, wish: Wish, public: Sequence[DraftEntity]) -> DraftEntity | None:
    """The record whose list it is: named before, else what the site shows in pictures first."""
    near = [e for e in records_in(reading, wish.sentence, max(0, wish.start - _NEAR), wish.start) if e in public]
    pictured = (e for e in public if e.look in {Look.GALLERY, Look.CARDS} and e.key not in _HELPERS)
    return near[-1] if near else next(pictured, None)


def _fields(shown: DraftEntity, wish: Wish) -> Iterator[DraftField]:
    for begin, end in named_after(wish.sentence, wish.end - 1):
        words = [token.low for token in wish.sentence.tokens[begin:end]]
        names = (identifier(words), identifier([*words[:-1], singular(words[-1])]), singular(words[-1]))
        near = (f for f in shown.fields if set(names) & {f.name, f.name.split("_")[-1]})
        found = next((f for name in names if (f := shown.field(name)) is not None), None) or next(near, None)
        if found is not None and found.type in _GROUPED:
            yield found


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = spec.entity(str(part.entity))
    fields = " or ".join(entity.field(name).label.lower() for name in part.options.values())
    return Contribution(readme=(f"The list of {entity.plural_label.lower()} stands under headings, by {fields}.",))


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, after=("member_posts",), optional=frozenset(_OPTIONS[1:]))
