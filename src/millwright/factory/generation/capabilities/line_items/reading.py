"""How a prompt gets lines of documents: which documents have some, what a line says, and what they come to."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from millwright.factory.generation.formulas import Formula, Operation, Rows
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import entry_lines, safe_field_name
from millwright.factory.generation.reader.lookups import checks_out, money_field, records_in
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import identifier, plural_words
from millwright.factory.generation.reader.worked_out import is_written
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import NUMERIC, Access, FieldType, Reach

NAME = "line_items"
LINE = "order_item"
_DOCUMENTS, _LINES = 6, 18
_NEAR = 8
_PRICES = ("price", "unit_price", "sale_price", "selling_price", "price_each", "retail_price", "cost")


def draft(reading: Reading) -> None:
    """The record of lines of each document that has some."""
    if reading.refuses(NAME) or checks_out(reading):
        return
    for wish in reading.wished(NAME):
        for document in _documents(reading, wish):
            if lines_of(reading, document) is None:
                _add_lines(reading, document, wish)


def settle(_reading: Reading) -> None:
    """Nothing yet: the rights to lines are those to documents, which other capabilities still settle."""


def finish(reading: Reading) -> None:
    """Who may change a document changes its lines, and its sum is theirs."""
    for document in list(reading.entities):
        lines = lines_of(reading, document)
        if lines is None or lines.internal:
            continue
        by = next(field for field in lines.fields if field.target == document.name)
        owners = _open(document, lines)
        _total(reading, document, lines, by)
        options = {"document": by.name, "quantity": "quantity", "price": "unit_price"} | _tariff(reading, lines)
        options |= {"roles": ", ".join(owners)} if owners else {}
        add_part(reading, Part(capability=NAME, entity=lines.name, options=options), lines.because)
    _deal(reading)


def _deal(reading: Reading) -> None:
    """In the demonstration each document has its lines, with the prices of what they are of."""
    for part in reading.parts:
        lines = reading.entity(str(part.entity)) if part.capability == NAME else None
        by = lines.field(part.options["document"]) if lines else None
        document = reading.entity(by.target or "") if by else None
        for place, row in enumerate(lines.samples if lines else ()):
            if by is not None and document is not None and document.samples:
                row[by.name] = place % len(document.samples)
        if lines is not None and part.options.get("by"):
            _price(reading, lines, part.options["by"], part.options["tariff"])


def _price(reading: Reading, lines: DraftEntity, name: str, tariff: str) -> None:
    field = lines.field(name)
    goods = reading.entity(field.target or "") if field else None
    for row in lines.samples if goods else ():
        place = row.get(name)
        if goods is not None and isinstance(place, int) and place < len(goods.samples):
            row["unit_price"] = goods.samples[place].get(tariff)


def lines_of(reading: Reading, document: DraftEntity) -> DraftEntity | None:
    """The record of the lines of a document, if it has one."""
    return next((e for e in reading.entities if e.key == f"{document.name}_line" and not e.internal), None)


def _documents(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """What has such lines: the document right before the words, else those of their sentence, else the only one."""
    tokens = wish.sentence.tokens
    before = _kept(records_in(reading, wish.sentence, max(0, wish.start - _NEAR), wish.start))
    if before:
        return before[-1:]
    said = [token.lemma for token in tokens[max(0, wish.start - _NEAR) : wish.start] if token.lemma in _known()]
    if said:
        return [add_record(reading, said[-1], wish.words)]
    here = _kept(records_in(reading, wish.sentence))
    every = _kept(reading.entities)
    return here or (every if len(every) == 1 else [])


def _kept(entities: list[DraftEntity]) -> list[DraftEntity]:
    known = _known()
    return [e for e in entities if not e.internal and (e.key in known or e.name in known)]


def _add_lines(reading: Reading, document: DraftEntity, wish: Wish) -> None:
    lines = _record(reading, document, wish)
    told = _told(document, reading, lines, wish)
    thing, goods = _thing(reading, document, wish)
    name = safe_field_name(document.name, lines.name)
    because = wish.words
    fields = [DraftField(name, document.label, FieldType.REFERENCE, target=document.name, required=True)]
    if goods is not None:
        named = safe_field_name(goods.name, lines.name)
        fields.append(DraftField(named, goods.label, FieldType.REFERENCE, target=goods.name, required=True))
    lines.fields = fields
    if goods is None:
        title, _, values = thing.partition(":")
        add_field(lines, f"{identifier([title])}! text: {values.strip()}", because)
        # What is bought names the line.
        lines.fields.reverse()
    for field in told:
        if lines.field(field.name) is None and field.name not in {"quantity", "unit_price", "amount"}:
            field.required = False
            lines.fields.append(field)
    add_field(lines, "quantity! int: 1 | 2 | 1 | 4 | 3 | 1 | 2 | 6", because).minimum = 1
    price = "unit_price money" if _tariff(reading, lines) else "unit_price! money"
    add_field(lines, f"{price}: 18 | 4.5 | 32 | 7.9 | 12 | 55 | 9.5 | 24", because).minimum = 0
    made = Formula(
        name="amount",
        label="Amount",
        type=FieldType.MONEY,
        operation=Operation.PRODUCT,
        of=("quantity", "unit_price"),
    )
    lines.formulas["amount"] = (made, because)
    lines.rows, document.rows = _LINES, document.rows or _DOCUMENTS
    reading.reasons.append((f"{document.label}: {lines.plural_label.lower()}"[:60], because))


def _record(reading: Reading, document: DraftEntity, wish: Wish) -> DraftEntity:
    """The record that was read from the words, else a new one."""
    entry = lexicon().entities[LINE]
    known = next((e for e in reading.entities if e.key == LINE and not e.internal), None)
    shown = f"{document.label} line"
    name, many = f"{document.name}_line"[:36], " ".join(plural_words(shown.split()))
    key = f"{document.name}_line"
    if known is None:
        known = DraftEntity(key, name, f"{name}s", shown, many, EntityKind.PERSONAL, entry, wish.words)
        reading.entities.append(known)
    known.key, known.name, known.plural, known.label, known.plural_label = key, name, f"{name}s", shown, many
    return known


def _told(document: DraftEntity, reading: Reading, lines: DraftEntity, wish: Wish) -> list[DraftField]:
    """What was read of the document or of the lines and is told of a line; the document loses it."""
    named = _words("lines")["named"].split()
    own, listed = [*_words("lines")["fields"].split(), *named], _words("lines")["listed"].split()
    goods = {entity.name for entity in reading.entities if entity.key in _goods()}
    words = "_".join(wish.words.lower().split())
    moved: list[DraftField] = []
    usual = _words("fields").get(document.key, "")
    if usual:
        made = [*_usual(reading, usual)]
        kept = [f for f in document.fields if f.target or (f.because and f.name not in own)]
        moved += [f for f in document.fields if f.name in own and f not in kept]
        document.fields = [made[0], *kept, *(field for field in made[1:] if document.field(field.name) is None)]
    for field in document.fields[1:]:
        if field.name in listed or field.name == words:
            document.fields.remove(field)
        elif field.name in own or field.target in goods:
            document.fields.remove(field)
            moved.append(field)
    theirs = [field for field in lines.fields if field.because and field.target is None]
    totals = _words("lines")["totals"].split()
    return [f for f in (*moved, *theirs) if f.target is None and f.name not in totals and f.name not in named]


def _usual(reading: Reading, lines: str) -> Iterator[DraftField]:
    """The fields of a document of its own, with references to records that are there."""
    for field, targets, _ in entry_lines(lines):
        other = next((e for e in reading.entities if e.key in targets and not e.internal), None)
        if other is not None:
            yield replace(field, type=FieldType.REFERENCE, target=other.name, name=other.name, label=other.label)
        elif not targets:
            yield field


def _thing(reading: Reading, document: DraftEntity, wish: Wish) -> tuple[str, DraftEntity | None]:
    """What a line is of: a record that is there, else words with examples."""
    lemmas = {token.lemma for token in wish.sentence.tokens[max(0, wish.start - 1) : wish.end + 1]}
    things = _words("things")
    named = next((key for key in things if key in lemmas and key not in {"item", "product"}), None)
    by_key = {entity.key: entity for entity in reading.entities if not entity.internal and entity is not document}
    goods = next((by_key[key] for key in _goods() if key in by_key and (named is None or named in key)), None)
    if goods is not None and any(field.target == document.name for field in goods.fields):
        goods = None
    usual = "medicine" if document.key == "prescription" else "item"
    return things[named or usual], goods


def _tariff(reading: Reading, lines: DraftEntity) -> dict[str, str]:
    """Where a line finds the price of what it is of."""
    for field in lines.fields:
        goods = reading.entity(field.target) if field.target else None
        if goods is not None and goods.key in _goods():
            numbers = {f.name for f in goods.fields if f.type is FieldType.MONEY}
            price = next((name for name in _PRICES if name in numbers), None)
            return {"by": field.name, "tariff": price} if price else {}
    return {}


def _open(document: DraftEntity, lines: DraftEntity) -> list[str]:
    """Gives each role the rights to lines that it has to documents; who sees their own, sees the lines of these."""
    owners: list[str] = []
    lines.access.clear()
    for role, access in document.access.items():
        writes = access.update if access.update is not Reach.NONE else Reach.OWN if access.create else Reach.NONE
        changes = access.create or access.update is not Reach.NONE
        lines.access[role] = Access(read=access.read, create=changes, update=writes, delete=writes)
        owners += [role] if access.read is Reach.OWN else []
    lines.visitors = Access()
    return owners


def _total(reading: Reading, document: DraftEntity, lines: DraftEntity, by: DraftField) -> None:
    """The sum of a document is what its lines come to; one that a capability writes stays beside it."""
    totals = _words("lines")["totals"].split()
    named = [field for field in document.fields[1:] if field.name in totals or field.name.startswith("total_")]
    typed = next((field for field in named if field.type in NUMERIC), None) or next(iter(named), None)
    typed = typed or money_field(document)
    written = typed is not None and is_written(reading, document, typed.name)
    name, label = (typed.name, typed.label) if typed is not None and not written else ("lines_total", "Total of lines")
    made = Formula(
        name=name,
        label=label,
        type=FieldType.MONEY,
        operation=Operation.TOTAL,
        rows=Rows(entity=lines.name, by=by.name, of="amount"),
    )
    document.formulas[name] = (made, lines.because)


def _known() -> list[str]:
    return _words("documents")["keys"].split()


def _goods() -> list[str]:
    return _words("goods")["keys"].split()


@cache
def _words(name: str) -> dict[str, str]:
    return table_beside(__package__ or "", "words")[name]
