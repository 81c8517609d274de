"""What people enter, choose or see of a record and no list told: "enter the policy number", "view the rent"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from millwright.factory.generation.reader.alike import means
from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.described import OWNED
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import named_field
from millwright.factory.generation.reader.gauges import told_by_gauges
from millwright.factory.generation.reader.lookups import acted_on, entity_of
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.purposes import got_for, kinds_before, seen_for_a_purpose
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, singular, stems
from millwright.factory.generation.spec import MAX_FIELDS, FieldType

_WRITING = word_set("entering_writing")
_CHOOSING = word_set("entering_choosing")
_SEEING = word_set("entering_seeing")
_ATTACHING = word_set("entering_attaching")
_PICTURES = word_set("entering_pictures")
_NEVER = word_set("entering_never")
_WORKED_OUT = word_set("entering_worked_out")
_INFORMING = frozenset({"detail", "details", "information", "requirements"})
_ARTICLES = frozenset({"a", "an", "the", "their", "its", "your", "each", "every"})
_COUNTED = ("number", "of")
_LONGEST = 4  # words of the name of a field
_ROOM = 2  # fields that later stages may still add
_MOST = 7  # fields that one statement tells
_REQUESTS = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})


@dataclass(frozen=True)
class _Told:
    """A name that a statement tells, the type that its verb gives it, and whose it is where words after it say so."""

    words: tuple[str, ...]
    kind: FieldType | None
    of: DraftEntity | None


def enter(reading: Reading) -> None:
    """Gives records what people are said to enter, attach, choose or see of them, where no record has it yet.

    It belongs to what the words after "of" name, else to the record that the sentence speaks of right before, else
    right after; what is entered without any is said of the request that people make, or of the first record. What is
    entered to find things is a fact of these, and what is entered to have something worked out is none of any record.
    """
    for statement in reading.statements:
        found = got_for(reading, statement)
        if not _tells(statement, reading) or found == []:
            continue
        kinds = kinds_before(statement)
        phrases = [phrase for phrase in statement.phrases if phrase not in kinds]
        told = [told for phrase in phrases if (told := _told(statement, phrase, reading)) is not None]
        heads = {one.words[-1] for one in told}
        told = [replace(one, words=(*one.words[:-1], _as_others(one.words[-1], heads))) for one in told]
        for one in told[:_MOST] if _trusted(statement, told) else ():
            owner = one.of or next(iter(found or []), None) or _owner(statement, reading)
            if owner is not None:
                _give(owner, one, statement)


def _as_others(word: str, heads: set[str]) -> str:
    """The last word of a name as those beside it have it: one starting point, one ending point."""
    return singular(word) if singular(word) in heads else word


def _tells(statement: Statement, reading: Reading) -> bool:
    verb = statement.verb
    if verb.form == "noun" or not statement.phrases or statement.about or statement.subject is None:
        return False
    if verb.base in _SEEING:
        return verb.form == "base" and not reading.views and not seen_for_a_purpose(statement)
    return verb.base in _WRITING | _CHOOSING | _ATTACHING


def _trusted(statement: Statement, told: list[_Told]) -> bool:
    """Whether what is only seen or chosen sounds like fields: one of them is known to be one."""
    sure = statement.verb.base in _WRITING | _ATTACHING
    return sure or any(known_attribute(one.words) or one.words[:2] == _COUNTED for one in told)


def _told(statement: Statement, phrase: Phrase, reading: Reading) -> _Told | None:
    tokens = statement.sentence.tokens
    filled = statement.verb.base == "fill" and tokens[statement.start + 1].low in {"in", "out"}
    if not phrase.direct and not (filled and _after_particle(statement, phrase)):
        return None
    words, of = _name(statement.sentence, phrase, reading)
    words = _with_head(statement, phrase, words)
    informs = filled and _informs(words) and not _told_apart(words, reading)
    if not words or len(words) > _LONGEST + 2 or _wished(statement, phrase, reading):
        return None
    if not informs and (words[-1] in _NEVER or not _says(words)):
        return None
    if told_by_gauges(reading, statement.sentence, phrase.start, phrase.end):
        return None
    if _is_record(statement, phrase, reading) or _people(statement, phrase):
        return None
    if statement.verb.base not in _WRITING and words[0] in _WORKED_OUT:
        return None
    kind = _attached(words) if statement.verb.base in _ATTACHING else None
    attached = kind is not None
    many = is_plural(words[-1]) and words[:2] != _COUNTED and not known_attribute(words)
    if not attached and many and statement.verb.base not in _WRITING:
        return None
    told = (x for x in reading.lists if x.told and x.sentence is statement.sentence and x.start < phrase.end <= x.end)
    listed = any(tokens[x.start - 1].text.endswith(OWNED) for x in told)
    return None if listed or _there(words, reading) else _Told(words, kind, of)


def _after_particle(statement: Statement, phrase: Phrase) -> bool:
    """Whether a phrase is what is filled in, rather than where: "fill in the name in the form"."""
    tokens = statement.sentence.tokens[statement.start + 2 : phrase.start]
    return not any(token.low in {"in", "on", "for", "to", "with", "of", "before", "after", "by"} for token in tokens)


def _name(sentence: Sentence, phrase: Phrase, reading: Reading) -> tuple[tuple[str, ...], DraftEntity | None]:
    """The words of a name, with those after "of" where these are no record: "number of employees"."""
    tokens = sentence.tokens
    words = tuple(t.low for t in tokens[phrase.start : phrase.end] if t.part is not Part.NUMBER)[-_LONGEST:]
    if tuple(t.low for t in tokens[max(0, phrase.start - 2) : phrase.start]) == _COUNTED:
        return (*_COUNTED, *words), None
    if phrase.end >= len(tokens) or tokens[phrase.end].low != "of":
        return words, None
    begin = phrase.end + 1
    while begin < len(tokens) and tokens[begin].low in _ARTICLES:
        begin += 1
    end = begin
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE} and end < begin + 3:
        end += 1
    named = named_by(tokens[begin:end], reading.domain) if end > begin else None
    owner = entity_of(reading, named.key) if named is not None else None
    counted = words[-1:] == ("number",)
    if (owner is not None and not counted) or end == begin:
        return words, owner
    return (*words, "of", *(token.low for token in tokens[begin:end])), None


def _with_head(statement: Statement, phrase: Phrase, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the head that they share with the next ones: "starting and ending points"."""
    tokens = statement.sentence.tokens
    after = next((p for p in statement.phrases if p.start == phrase.end + 1), None)
    shares = len(words) == 1 and after is not None and after.end - after.start > 1
    if not shares or after is None or tokens[phrase.end].low not in {"and", "or"}:
        return words
    described = tokens[phrase.start].part is Part.ADJECTIVE or words[0].endswith(("ing", "ed"))
    return (*words, singular(tokens[after.end - 1].low)) if described else words


def _wished(statement: Statement, phrase: Phrase, reading: Reading) -> bool:
    return any(
        wish.sentence is statement.sentence and wish.start < phrase.end and wish.end > phrase.start
        for wish in reading.wishes
    )


def _is_record(statement: Statement, phrase: Phrase, reading: Reading) -> bool:
    """Whether a phrase names a record that is kept, or several of one that could be."""
    tokens = statement.sentence.tokens[phrase.start : phrase.end]
    named = named_by(tokens, reading.domain)
    if named is None:
        return False
    if named.entry is not None and " ".join(token.lemma for token in tokens) in named.entry.words:
        return True
    if entity_of(reading, named.key) is not None:
        return not known_attribute(tuple(token.low for token in tokens)) or named.key == tokens[-1].lemma
    return named.entry is not None and named.plural and not known_attribute((tokens[-1].low,))


def _people(statement: Statement, phrase: Phrase) -> bool:
    return any(
        start < phrase.end and start + who.length >= phrase.end and start >= phrase.start - 1
        for start, who in statement.sentence.people.items()
    )


def _says(words: tuple[str, ...]) -> bool:
    """Whether a name says more than "information" or "results"."""
    known = lexicon()
    dull = known.generic | known.facets | known.adjectives
    last = {words[-1], singular(words[-1])}
    if (last & dull or words[-1].endswith("ly") or words[-1] in known.verbs) and not known_attribute(words):
        return False
    return not all({word, singular(word)} & dull for word in words) or known_attribute(words)


def _informs(words: tuple[str, ...]) -> bool:
    """Whether words that are filled in say what there is to tell about: "fill in the sample information"."""
    known = lexicon()
    dull = known.generic | known.facets | known.adjectives
    return bool(words) and words[-1] in _INFORMING and any(word not in dull for word in words[:-1])


def _told_apart(words: tuple[str, ...], reading: Reading) -> bool:
    """Whether fields tell one by one what the information is about: the name of the beneficiary, and who it is."""
    names = (field.name for entity in reading.entities for field in entity.fields)
    return any(name.split("_")[0] == singular(words[0]) for name in names)


def _attached(words: tuple[str, ...]) -> FieldType:
    pictured = {words[-1], singular(words[-1])} & _PICTURES
    if not pictured:
        return FieldType.FILE
    return FieldType.IMAGES if is_plural(words[-1]) else FieldType.IMAGE


def _there(words: tuple[str, ...], reading: Reading) -> bool:
    """Whether a record has a field of that meaning, or a value of that name, already."""
    said = set(stems(" ".join(word for word in words if word != "of")))
    made = named_field(words, "record")
    for entity in reading.entities:
        if entity.internal and not entity.fields:
            continue
        for field in entity.fields:
            texts = [set(stems(text)) for text in (field.label, *field.choices)]
            if any(said <= text for text in texts) or (made is not None and means(field, made)):
                return True
        if said <= set(stems(entity.label)):
            return True
    return False


def _owner(statement: Statement, reading: Reading) -> DraftEntity | None:
    here = [s for s in reading.statements if s.sentence is statement.sentence and s is not statement]
    before = [s for s in here if s.start < statement.start][::-1]
    after = [s for s in here if s.start > statement.start]
    seen = statement.verb.base in _SEEING
    for near in (statement, *before, *after):
        found = [e for e in acted_on(reading, near) if not e.internal and e.kind is not EntityKind.PERSON]
        asked = None if seen else _asked(reading, near)
        if asked is not None:
            return asked
        if found and (seen or found[0].kind not in _SHOWN or near.verb.base in _WRITING or not reading.site):
            return found[0]
    return next(_usual(reading, seen=seen), None)


def _asked(reading: Reading, statement: Statement) -> DraftEntity | None:
    """The request that is made by a verb whatever it is about: who reserves hours makes a reservation."""
    name = lexicon().requests.get(statement.verb.base, "") if statement.asks else ""
    means = reading.domain.means if reading.domain is not None else {}
    return (entity_of(reading, means.get(name, name)) or entity_of(reading, name)) if name else None


def _usual(reading: Reading, *, seen: bool) -> Iterator[DraftEntity]:
    """The request that people make, where they enter something; what is shown, where they see it; the first record."""
    kept = [entity for entity in reading.entities if not entity.internal]
    kinds = _SHOWN if seen else _REQUESTS
    yield from (entity for entity in kept if entity.kind in kinds)
    yield from kept


def _give(owner: DraftEntity, told: _Told, statement: Statement) -> None:
    if len(owner.fields) >= MAX_FIELDS - _ROOM:
        return
    made = named_field(told.words, owner.name)
    if made is None or owner.field(made.name) is not None:
        return
    if told.words[-1] in _INFORMING:
        made.type = FieldType.LONG_TEXT
    if told.kind is not None:
        made = DraftField(made.name, made.label, told.kind)  # copies are counted, but scanned copies are files
        if (empty := _placeholder(owner, told.kind)) is not None:
            empty.name, empty.label, empty.because = made.name, made.label, statement.text
            return
    made.because, made.required = statement.text, False
    made.asked = owner.kind is EntityKind.PERSONAL and statement.verb.base not in _SEEING
    owner.fields.append(made)
    owner.fields.sort(key=lambda field: field.type is FieldType.LONG_TEXT)


def _placeholder(owner: DraftEntity, kind: FieldType) -> DraftField | None:
    """The file that was given to a record in general, where the prompt says which one it is."""
    return next((f for f in owner.fields if f.type is kind and f.name in {"attachment", "photo", "photos"}), None)
