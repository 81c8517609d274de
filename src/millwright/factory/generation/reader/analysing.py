"""What applications that analyse something keep of it: rows that have the numbers which are to be seen, and along what.

"A dashboard with hotel ranking, room type comparison and revenue trends" needs a record whose rows have a revenue, a
hotel, a room type and a day. A record that the prompt names gets what it lacks; where none fits, one is made.
"""

from collections.abc import Iterator

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.data import pairs, table, word_set
from millwright.factory.generation.reader.dimensions import add_dimension, dimension, insert, is_region, only_tells
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, FieldList, Mention, Reading
from millwright.factory.generation.reader.fields import entry_lines, line_field, named_field, safe_field_name
from millwright.factory.generation.reader.lookups import day_field, entity_of
from millwright.factory.generation.reader.measuring import date_rows
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.sights import Sight, View
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, lexicon
from millwright.factory.generation.reader.words import field_label, identifier, is_plural, singular
from millwright.factory.generation.spec import NUMERIC, FieldType

_KEPT = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
_SAID = frozenset({"dashboard_item", "figure_record"})
"""Records of reports, which are no rows to be analysed but what is seen of them."""
_WRITTEN = frozenset({"publish", "submit", "upload", "write"})
_HOURS = "hour choice: 06–09 | 09–12 | 12–15 | 15–18 | 18–21 | 21–24"
_MONEY = word_set("analysing_money")
_WHOLE = word_set("analysing_whole")
_PLAIN = ("current", "market", "net", "gross")
_USED = frozenset({"consumption", "usage"})
_EARNED = frozenset({"earnings", "income", "revenue", "sales", "turnover"})
_WORKED_OUT = frozenset({"value", "price", "amount", "rate", "cost"})
_MADE = "analysed"
_READINGS = ("reading", "quality_reading")
_ANY = frozenset({"area", "limit_value", "measured_value", "title", "value_measured"})
"""What such readings have of anything that is measured; those of certain numbers have these."""
_FIRST = 1.5  # what the number that is named first weighs more than the others
_UNCOUNTED = frozenset({"sales", "earnings"})


def without_views(mentions: list[Mention], reading: Reading) -> list[Mention]:
    """The mentions of records without those that only say how others are looked at: "temperature curves", "reports"."""
    return [m for m in mentions if not _only_seen(m, [*_around(reading, m)])] if reading.views else mentions


def without_seen(lists: list[FieldList], views: list[View]) -> list[FieldList]:
    """The lists of fields without those that stand in what is to be seen: "the amount, cost and number of orders"."""
    spans = [(view.sentence, view.start, view.end) for view in views]
    return [
        x for x in lists if not any(x.sentence is of and x.start < end and start < x.end for of, start, end in spans)
    ]


def without_rankings(wishes: list[Wish], views: list[View]) -> list[Wish]:
    """The wishes without those for a ranking that is one of several views: a chart, and no list of the best."""
    spans = [(view.sentence, view.start, view.end) for view in views]
    return [
        wish
        for wish in wishes
        if wish.capability.name != "ranking"
        or not any(wish.sentence is of and wish.start < end and start < wish.end for of, start, end in spans)
    ]


def _around(reading: Reading, mention: Mention) -> Iterator[tuple[View, bool]]:
    """The views that a mention stands in, and whether it is before the end of what they look at."""
    offset = 0
    for sentence in reading.sentences:
        place = mention.place - offset
        for view in reading.views:
            if view.sentence is sentence and view.start <= place < view.end:
                yield view, sentence.tokens[place].start <= (view.words or view.along)[-1].start
        offset += len(sentence.tokens)


def _only_seen(mention: Mention, views: list[tuple[View, bool]]) -> bool:
    entry = mention.entry
    if mention.key in _SAID:
        return mention.statement is None or mention.statement.verb.base not in _WRITTEN
    if views and (entry is None or entry.kind is EntityKind.CONTENT):
        return True
    return any(_tells_no_record(entry, view) for view, of_it in views if of_it and entry is not None)


def _tells_no_record(entry: EntityEntry | None, view: View) -> bool:
    """Whether a view only names a number, a kind or a region by words that a record could have, too."""
    if entry is None or view.counted or view.average or view.hourly:
        return entry is None or entry.kind in _KEPT
    numbers = (line.required and line.type in NUMERIC for line, _, _ in entry_lines(entry.fields))
    if view.sight is Sight.NUMBER and view.along and entry.kind is EntityKind.MONEY and entry.name != "sale":
        return True
    if view.measured:
        return entry.kind in _KEPT and not any(numbers)
    lows = [singular(token.low) for token in view.words]
    return is_region(lows[-1]) or (len(lows) > 1 and only_tells(lows, None))


def provide_views(reading: Reading) -> None:
    """Gives the records that are analysed the numbers and references that views need; makes those that are missing."""
    views = reading.views
    for view in sorted(views, key=lambda view: view.counted):
        fact = _fact_of(reading, view) if view.measured or view.counted else None
        if fact is not None and number(fact, view.words) is None:
            _add_number(fact, view)
        if fact is not None and not day_field(fact):
            date_rows([fact], view.text)
    main = analysed(reading)
    for view in views if main is not None else ():
        fact = fact_of(reading, view) or main
        if fact is not None and view.hourly and fact.field("hour") is None:
            insert(fact, line_field(_HOURS)[0], view.text, 1)
        for words in (view.along, *(() if view.measured or view.counted else (view.words,))):
            of = facts(reading) if view.sight is Sight.PICKED else [fact]
            for one in of if words and _tells_apart(view, words) else ():
                if one is not None and dimension(reading, one, words) is None and not is_itself(reading, one, words):
                    add_dimension(reading, one, words, view.text, each=words is view.along)


def facts(reading: Reading) -> list[DraftEntity]:
    """The records that have numbers which are to be seen, in the order of the views."""
    found = [fact_of(reading, view) for view in reading.views if view.measured or view.counted]
    return list({fact.name: fact for fact in found if fact is not None}.values())


def analysed(reading: Reading) -> DraftEntity | None:
    """The record that most of what is to be seen is about."""
    seen = facts(reading)
    told = [fact_of(reading, view) for view in reading.views]

    def weight(fact: DraftEntity) -> float:
        return sum(one is fact for one in told) + (_FIRST if fact is seen[0] else 0)

    return max(seen, key=weight, default=_counted(reading))


def _counted(reading: Reading) -> DraftEntity | None:
    """The record whose rows are counted where no numbers are to be seen: the loans of a library."""
    kept = [e for e in reading.entities if e.kind in _KEPT and not e.internal and day_field(e) and e.key not in _SAID]
    usual = reading.domain.chart if reading.domain is not None else ""
    named = [e for e in kept if any(calls(e, view.words) for view in reading.views)]
    return next(iter([*named, *(e for e in kept if e.key == usual), *kept]), None)


def fact_of(reading: Reading, view: View) -> DraftEntity | None:
    """The record that has the number which a view names."""
    if not (view.measured or view.counted):
        return None
    kept = [e for e in reading.entities if e.kind in _KEPT and not e.internal and e.key not in _SAID]
    able = [entity for entity in kept if number(entity, view.words) is not None]
    return max(able, key=lambda entity: _standing(entity, view), default=None)


def _standing(entity: DraftEntity, view: View) -> tuple[int, bool]:
    """How well the number of a record is the one that words name: called so whole, or by one of several words."""
    whole = identifier([token.low for token in view.words])
    named = any(field.name == whole for field in entity.fields)
    return 2 * named + calls(entity, view.words), entity.key.startswith(_MADE)


def _fact_of(reading: Reading, view: View) -> DraftEntity | None:
    """The record that is to have a number: one that has it, one that is told of in the same list, or a new one."""
    found = fact_of(reading, view)
    if found is not None or _worked_out(view):
        return found
    listed = (other for other in reading.views if _side_by_side(view, other))
    beside = next((fact for other in listed if (fact := fact_of(reading, other)) is not None), None)
    if beside is not None:
        return beside
    return _generic(reading) or _make(reading, view)


def _side_by_side(view: View, other: View) -> bool:
    """Whether two numbers stand in one list of what people see, or share the noun that says how: their curves."""
    listed = view.sight is other.sight is Sight.NUMBER
    joined = view.sight is Sight.COURSE and view.end == other.end
    return view is not other and view.sentence is other.sentence and (listed or joined)


def _generic(reading: Reading) -> DraftEntity | None:
    """Readings, which say of anything what was measured: their numbers are those that are to be seen."""
    found = next((found for key in _READINGS if (found := reading.entity(key)) is not None), None)
    if found is not None:
        found.fields = [field for field in found.fields if field.name not in _ANY]
    return found


def calls(entity: DraftEntity, words: tuple[Token, ...]) -> bool:
    """Whether words are a name of the record itself: energy consumption, or sales."""
    said = " ".join(token.lemma for token in words)
    names = {singular(entity.label.lower()), *(entity.entry.words if entity.entry else ())}
    return bool(words) and (said in names or (len(words) == 1 and words[-1].low in names))


def is_itself(reading: Reading, fact: DraftEntity, words: tuple[Token, ...]) -> bool:
    """Whether words mean the analysed record itself."""
    named = named_by(words, reading.domain)
    return calls(fact, words) or (named is not None and entity_of(reading, named.key) is fact)


def number(entity: DraftEntity, words: tuple[Token, ...]) -> DraftField | None:
    """The number of a record that words name: by its own name, or by that of the record."""
    numbers = [field for field in entity.fields if field.type in NUMERIC]
    if not words:
        return None
    whole, last = identifier([token.low for token in words]), {words[-1].low, words[-1].lemma}
    exact = next((field for field in numbers if whole in {field.name, _bare(field)}), None)
    if (
        exact is None
        and entity.key not in _READINGS
        and (calls(entity, words) or (calls(entity, words[-1:]) and not _of_another(entity, words)))
    ):
        used = [field for field in numbers if field.type is not FieldType.MONEY] if last & _USED else []
        return _usual_number(used) or _usual_number(numbers)
    made = entity.key.startswith(_MADE)
    alone = made or len(words) == 1 or calls(entity, words[:1]) or words[0].low in {*entity.name.split("_"), *_PLAIN}
    named = (f for f in numbers if last & {_bare(f), *f.name.split("_")} or _same(f, last))
    return exact or (next(named, None) if alone else None)


def _of_another(entity: DraftEntity, words: tuple[Token, ...]) -> bool:
    """Whether the whole of the words names another record: milk yields are no harvests."""
    hit = lexicon().entity_index.at([token.lemma for token in words], 0)
    return hit is not None and hit[0] == len(words) > 1 and hit[1] is not entity.entry


def _usual_number(numbers: list[DraftField]) -> DraftField | None:
    """The number that a record is about: money before others, what each row has before what some have."""
    ranked = sorted(numbers, key=lambda field: (not field.required, field.type is not FieldType.MONEY))
    return next(iter(ranked), None)


def _same(field: DraftField, words: set[str]) -> bool:
    """Whether a number is one that words only call otherwise: revenue, sales, turnover."""
    parts = set(field.name.split("_"))
    return any(group & words and group & parts for group in (_EARNED, _USED))


def _bare(field: DraftField) -> str:
    """The name of a number without its unit."""
    head, _, unit = field.name.rpartition("_")
    return head if unit in word_set("analysing_units") and head else field.name


def _tells_apart(view: View, words: tuple[Token, ...]) -> bool:
    """Whether words name what rows are told apart by, and not what is counted or summed up as a whole."""
    if words is not view.along and (view.along or view.hourly):
        return False
    if view.sight in {Sight.RANKING, Sight.COMPARISON, Sight.SHARES, Sight.PICKED} or words is view.along:
        return True
    return view.sight is Sight.SUMS and only_tells([singular(token.low) for token in words], None)


def _add_number(fact: DraftEntity, view: View) -> None:
    """A number that people want to see, of the type that its words tell."""
    lows = tuple(token.low for token in view.words)
    made = named_field(lows, fact.name)
    if view.counted:
        made = DraftField(safe_field_name(identifier(lows), fact.name), field_label(lows), FieldType.INTEGER)
    if made is None or _worked_out(view):
        return
    if made.type not in NUMERIC:
        made.type, made.choices, made.pool = FieldType.DECIMAL, (), ""
    if not view.counted and {lows[-1], view.words[-1].lemma} & _MONEY:
        made.type = FieldType.MONEY
    if made.type is FieldType.DECIMAL and {lows[-1], view.words[-1].lemma} & _WHOLE:
        made.type = FieldType.INTEGER
    made.minimum = 0 if made.type is not FieldType.DECIMAL else None
    made.between = made.between or _usual(made)
    insert(fact, made, view.text, len(fact.fields))


def _usual(field: DraftField) -> tuple[int, int] | None:
    """Between which numbers such figures usually are, by the words of their names, the last first."""
    known = pairs(str(table("grammar")["analysing_ranges"]))
    found = next((known[word] for word in (field.name, *field.name.split("_")[::-1]) if word in known), "")
    low, _, high = found.partition("..")
    return (int(low), int(high)) if high else None


def _worked_out(view: View) -> bool:
    """Whether a number is made of others, such as the average value of an order: those are not entered."""
    return view.average and view.words[-1].lemma in _WORKED_OUT


def _make(reading: Reading, view: View) -> DraftEntity:
    """A record of what is measured, called after it ("Egg production record") or after what it is told of each."""
    if (known := _known(reading, view)) is not None:
        shape(reading, [Choice(known.name, known, (), view.text)])
        return reading.entities[-1]
    last = view.words[-1].low
    one = singular(last) if is_plural(last) and last not in _UNCOUNTED else last
    along = [singular(token.low) for token in view.along]
    words = [*along, "figure"] if along and view.sight is Sight.NUMBER else [*_before(view), one, "record"]
    key = f"{_MADE}_{identifier(words)}"
    shape(reading, [Choice(key, None, tuple(words), view.text)])
    made = reading.entities[-1]
    made.kind = EntityKind.LOG
    code = "".join(word[0] for word in words[:-1]).upper()[:2]
    numbers = tuple(f"{code}-{1001 + place}" for place in range(12))
    made.fields = [
        DraftField("record_number", "Record number", FieldType.TEXT, required=True, unique=True, values=numbers),
        DraftField("recorded_on", "Recorded on", FieldType.DATE, required=True, between=(-175, 0)),
    ]
    return made


def _known(reading: Reading, view: View) -> EntityEntry | None:
    """The record of the lexicon whose rows have that number, where the whole of the words is a name of it."""
    named = named_by(view.words, reading.domain)
    entry = named.entry if named is not None else None
    said = " ".join(token.lemma for token in view.words)
    fits = (
        entry is not None
        and (len(view.words) > 1 or _sense(reading, said) == entry.name)
        and said in entry.words
        and entry.kind in _KEPT
        and reading.entity(entry.name) is None
    )
    return entry if fits else None


def _sense(reading: Reading, word: str) -> str:
    """The record that a word means in the kind of application."""
    return reading.domain.means.get(word, "") if reading.domain is not None else ""


def _before(view: View) -> list[str]:
    return [token.low for token in view.words[:-1]][-1:]
