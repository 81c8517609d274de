"""Kinds of one record that a prompt lists before its name: "create wedding, birthday and business invitations"."""

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.draft import DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import entity_of
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part, Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, Domain, EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, label
from millwright.factory.generation.spec import FieldType

_KEEPING = frozenset({Act.CREATE, Act.MANAGE, Act.PROCESS})
_NAMED = ("category", "kind", "type")
_LEAST, _MOST = 2, 8


def listed_kinds(statement: Statement, domain: Domain | None) -> tuple[str, ...]:
    """The words that only tell kinds of the record at the end of what a statement acts on; none where they are things.

    They stand in the singular, name nothing by themselves, and the last of them is the first word of the record.
    """
    direct = [phrase for phrase in statement.phrases if phrase.direct]
    if statement.verb.act not in _KEEPING or len(direct) < _LEAST or statement.verb.form == "noun":
        return ()
    tokens = statement.sentence.tokens
    *first, last = direct
    whole = tokens[last.start : last.end]
    words = [tokens[phrase.start] for phrase in first]
    single = all(phrase.end - phrase.start == 1 for phrase in first) and len(whole) == 2
    joined = all((tokens[one.end].low or tokens[one.end].text) in {",", "and", "or"} for one in first)
    words.append(whole[0])
    if not single or not joined or not is_plural(whole[-1].low) or not all(map(_only_tells, words)):
        return ()
    if all(known_attribute((word.low,)) for word in words) or named_by(whole[1:], domain) is None:
        return ()
    return tuple(word.low for word in words)


def _only_tells(token: Token) -> bool:
    """Whether a word names neither records nor people; what is written or shown can tell a kind: "video messages"."""
    known = lexicon()
    hit = known.entity_index.at([token.lemma], 0)
    named = (hit is not None and hit[1].kind is not EntityKind.CONTENT) or known.role_index.at([token.lemma], 0)
    done = token.verb is not None and token.verb.form == "base"
    return token.part in {Part.NOUN, Part.ADJECTIVE} and not is_plural(token.low) and not named and not done


def tell_kinds(reading: Reading) -> None:
    """Gives the records whose kinds the prompt lists a choice of them."""
    for statement in reading.statements:
        kinds = listed_kinds(statement, reading.domain)[:_MOST]
        if not kinds:
            continue
        last = [phrase for phrase in statement.phrases if phrase.direct][-1]
        named = named_by(statement.sentence.tokens[last.start + 1 : last.end], reading.domain)
        entity = entity_of(reading, named.key) if named else None
        if entity is None:
            continue
        field = next((f for f in entity.fields if f.name in (*_NAMED, f"{entity.name}_type")), None)
        if field is None:
            field = DraftField(safe_field_name(f"{entity.name}_type", entity.name), "Kind", FieldType.CHOICE)
            entity.fields.insert(1, field)
        field.type, field.target, field.pool, field.values = FieldType.CHOICE, None, "", ()
        field.choices, field.because = tuple(label([kind]) for kind in kinds), statement.text
