"""Twelfth stage: demonstration rows that do not contradict themselves, by rules that hold for any kind of record."""

from collections.abc import Sequence
from functools import cache

from millwright.factory.generation.reader.assortment import agree, assorted
from millwright.factory.generation.reader.belonging import belonging
from millwright.factory.generation.reader.clocks import set_clocks
from millwright.factory.generation.reader.data import pairs, table
from millwright.factory.generation.reader.dealing import Row, settle_days
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.stepping import settle_steps
from millwright.factory.generation.reader.trades import told_by_trade
from millwright.factory.generation.spec import FieldType, Layout, SampleValue

_KINDS = frozenset("category genre topic type kind section subject department industry".split())
_PLACES = frozenset({"city", "town", "destination_city"})
_ONE = frozenset({"unit_price", "price", "price_each", "price_per_unit", "sale_price"})
_ALL = frozenset({"total", "amount", "total_amount", "total_price", "sale_amount", "line_total", "order_amount"})
_MANY = frozenset({"quantity", "order_quantity", "pieces", "number_sold"})
_RANKS = frozenset({"rank", "ranking", "position", "place"})
_POINTS = frozenset({"points", "score", "total_points", "total_score"})
_LEVELS = ("level", "grade_level", "skill_level", "tier", "rating")
_UPWARD = ("beginner", "basic", "bronze", "low", "a1", "novice", "poor")
_TAUGHT = frozenset({"subject_area"})
_KEPT = 0.75
_LESS = {"intern": 1100, "part": 1900, "temporary": 2400}
_ROUND = 300
_NEXT = 3
"""How far down a list the next person of a row stands."""
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})


def settle_rows(reading: Reading) -> None:
    """Changes values that contradict others of the same row: days, states, categories, places, sums and ranks."""
    agree(reading)
    for entity in reading.entities:
        if entity.samples and entity.fields and not entity.settled:
            settle_days(entity, entity.samples, site=reading.layout is Layout.SITE)
    settle_steps(reading)
    for entity in reading.entities:
        _of_the_same(reading, entity)
    for entity in reading.entities:
        _as_above(reading, entity)
    for entity in reading.entities:
        _teaches(reading, entity)
    for entity in reading.entities:
        if not entity.samples or not entity.fields:
            continue
        if not assorted(reading, entity):
            _sort_in(reading, entity)
        _place(entity)
        _sum_up(reading, entity)
        _rank(entity)
        _net(entity)
        _pay(entity)
        _offered(reading, entity)
        _differ(entity)
        set_clocks(entity)


def _sort_in(reading: Reading, entity: DraftEntity) -> None:
    """Puts each row into the category that its title tells."""
    title = entity.fields[0]
    if title.type is not FieldType.TEXT:
        return
    for field in entity.fields:
        options = _options(reading, field) if field is not title else ()
        for row in entity.samples if options else ():
            dealt = _dealt(field, options, row)
            told = row.get(title.name)
            if dealt is not None and isinstance(told, str):
                place = belonging(told, options, dealt)
                row[field.name] = choice_value(options[place]) if field.type is FieldType.CHOICE else place


def _options(reading: Reading, field: DraftField) -> tuple[str, ...]:
    """The names of what a field files its row under; nothing where rows were written with their own."""
    if field.name.split("_")[-1] not in _KINDS and field.target != "category":
        return ()
    if field.type is FieldType.CHOICE:
        return () if field.values else field.choices
    listed = reading.entity(field.target) if field.type is FieldType.REFERENCE and field.target else None
    if listed is None or listed.key != "category" or not listed.fields:
        return ()
    return tuple(str(row.get(listed.fields[0].name)) for row in listed.samples)


def _dealt(field: DraftField, options: Sequence[str], row: Row) -> int | None:
    value = row.get(field.name)
    if field.type is FieldType.REFERENCE:
        return value if isinstance(value, int) and value < len(options) else None
    return next((place for place, option in enumerate(options) if choice_value(option) == value), None)


def _place(entity: DraftEntity) -> None:
    """A place lies in its own city, and a city in its own country."""
    title = entity.fields[0].name
    for row in entity.samples:
        named = row.get(title)
        for field in entity.fields:
            if field.type is not FieldType.TEXT or field.name == title:
                continue
            if field.name in _PLACES and isinstance(named, str) and named in _countries():
                row[field.name] = named
        city = next((row.get(field.name) for field in entity.fields if field.name in _PLACES), named)
        country = entity.field("country")
        if country is not None and country.type is FieldType.TEXT and isinstance(city, str) and city in _countries():
            row["country"] = _countries()[city]
        province = entity.field("province")
        if province is not None and province.type is FieldType.TEXT and isinstance(city, str) and city in _provinces():
            row["province"] = _provinces()[city]


def _sum_up(reading: Reading, entity: DraftEntity) -> None:
    """What a row comes to is the number of pieces times the price of one, its own or that of what it refers to."""
    many, total = _number(entity, _MANY), _number(entity, _ALL)
    if many is None or total is None:
        return
    for row in entity.samples:
        count, price = row.get(many.name), _price(reading, entity, row)
        if isinstance(count, int | float) and isinstance(price, int | float):
            whole = round(float(count) * float(price), 2)
            row[total.name] = round(whole) if total.type is FieldType.INTEGER else whole


def _price(reading: Reading, entity: DraftEntity, row: Row) -> SampleValue:
    own = _number(entity, _ONE)
    if own is not None:
        return row.get(own.name)
    for field in entity.fields:
        other = reading.entity(field.target) if field.target else None
        place = row.get(field.name)
        priced = _number(other, _ONE) if other is not None else None
        if other is not None and priced is not None and isinstance(place, int) and place < len(other.samples):
            return other.samples[place].get(priced.name)
    return None


def _number(entity: DraftEntity, names: frozenset[str]) -> DraftField | None:
    return next((field for field in entity.fields if field.name in names and field.type in _NUMBERS), None)


def _net(entity: DraftEntity) -> None:
    """What is left is less than what it was taken from: the net pay of the gross, the free spaces of all."""
    for whole, left in ((w, left) for w in entity.fields for left in entity.fields if _is_left_of(left.name, w.name)):
        for row in entity.samples:
            most, value = row.get(whole.name), row.get(left.name)
            if isinstance(most, int | float) and isinstance(value, int | float) and value > most * _KEPT:
                part = most * _KEPT
                row[left.name] = int(part) if left.type is FieldType.INTEGER else round(part, 2)


def _pay(entity: DraftEntity) -> None:
    """Who works less earns less."""
    kind, pay = entity.field("employment_type"), entity.field("salary")
    if kind is None or pay is None:
        return
    for row in entity.samples:
        most = next((most for word, most in _LESS.items() if word in str(row.get(kind.name))), None)
        earned = row.get(pay.name)
        if most is not None and isinstance(earned, int | float) and earned > most:
            row[pay.name] = float(most - earned % _ROUND)


def _offered(reading: Reading, entity: DraftEntity) -> None:
    """Names of services are those of the trade, also where services are no records of their own."""
    for field in entity.fields:
        names = told_by_trade(reading, field.name).get("name", ()) if field.name == "service" else ()
        if field.type is FieldType.TEXT and names and field is not entity.fields[0]:
            for position, row in enumerate(entity.samples):
                row[field.name] = names[position % len(names)]


def _is_left_of(left: str, whole: str) -> bool:
    return left == f"free_{whole}" or (left.startswith("net_") and whole == f"gross_{left.removeprefix('net_')}")


def _of_the_same(reading: Reading, entity: DraftEntity) -> None:
    """What was issued to somebody refers to what was issued to the same person: their report to their score."""
    whose = _issued_to(entity)
    for field in entity.fields if whose else ():
        target = reading.entity(field.target) if field.type is FieldType.REFERENCE and field.target else None
        owner = _issued_to(target) if target is not None and target is not entity else ""
        held = [row.get(owner) for row in target.samples] if target is not None and owner else []
        for position, row in enumerate(entity.samples):
            own = [place for place, person in enumerate(held) if person == row.get(whose)]
            if own and row.get(field.name) not in own:
                row[field.name] = own[position % len(own)]


def _as_above(reading: Reading, entity: DraftEntity) -> None:
    """What a row shares with what it belongs to is the same in both: the teacher of a lesson and of its course."""
    for above in _references(entity):
        held = reading.entity(str(above.target))
        if held is None or held is entity:
            continue
        theirs = {field.name: field.target for field in _references(held)}
        shared = [f.name for f in _references(entity) if f is not above and theirs.get(f.name) == f.target]
        for row in entity.samples:
            place = row.get(above.name)
            whole = held.samples[place] if isinstance(place, int) and place < len(held.samples) else {}
            row.update({name: whole[name] for name in shared if name in whole})


def _references(entity: DraftEntity) -> list[DraftField]:
    return [field for field in entity.fields if field.type is FieldType.REFERENCE]


def _teaches(reading: Reading, entity: DraftEntity) -> None:
    """Whoever teaches knows what they are shown to teach."""
    subject = next((f for f in entity.fields if f.name in _TAUGHT and f.type is FieldType.TEXT), None)
    if subject is None or subject.because:
        return
    by = {e.name: f for e in reading.entities for f in _references(e) if f.target == entity.name}
    taught = [e for e in reading.entities if e.name in by and e.fields[0].type is FieldType.TEXT and e.samples]
    course = min(taught, key=lambda e: any(f.target in by for f in _references(e)), default=None)
    if course is not None:
        titles = [row.get(course.fields[0].name) for row in course.samples]
        held = {row.get(by[course.name].name): title for row, title in zip(course.samples, titles, strict=True)}
        for place, row in enumerate(entity.samples):
            row[subject.name] = held.get(place) or titles[place % len(titles)] or row[subject.name]


def _issued_to(entity: DraftEntity) -> str:
    """The field that names whose a record is that is issued to people."""
    issued = entity.entry is not None and entity.entry.issued
    return next((f.name for f in entity.fields if issued and f.type is FieldType.ACCOUNT), "")


def _differ(entity: DraftEntity) -> None:
    """Nobody is their own host, guardian or partner: the second person whom a row names is another one."""
    people = [field for field in entity.fields if field.type is FieldType.TEXT and field.pool == "person"]
    for number, field in enumerate(people[1:]):
        told = [row.get(field.name) for row in entity.samples]
        if any(row.get(people[0].name) == row.get(field.name) for row in entity.samples):
            for position, row in enumerate(entity.samples):
                row[field.name] = told[(position + _NEXT + number) % len(told)]


def _rank(entity: DraftEntity) -> None:
    """Who has more points stands higher; the same points are the same rank, and better people have the higher level."""
    points, rank = _number(entity, _POINTS), _number(entity, _RANKS)
    if points is None or points is rank:
        return
    scores = sorted({float(v) for row in entity.samples if isinstance(v := row.get(points.name), int | float)})
    level = next((f for f in entity.fields if f.name in _LEVELS and f.type is FieldType.CHOICE), None)
    rising = level is not None and level.choices[0].lower() in _UPWARD
    for row in entity.samples:
        score = row.get(points.name)
        if not isinstance(score, int | float):
            continue
        below = scores.index(float(score))
        if rank is not None:
            row[rank.name] = 1 + sum(
                isinstance(v := other.get(points.name), int | float) and v > score for other in entity.samples
            )
        if level is not None and rising:
            row[level.name] = choice_value(level.choices[below * len(level.choices) // len(scores)])


@cache
def _provinces() -> dict[str, str]:
    return pairs(str(table("places")["provinces"]))


@cache
def _countries() -> dict[str, str]:
    return pairs(str(table("places")["cities"]))
