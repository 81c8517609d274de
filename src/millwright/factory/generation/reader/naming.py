"""The application's name and its one-sentence description."""

import re
from itertools import takewhile

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.subject import subject_of
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import ACRONYMS, capital, is_plural, singular

_CALLED = re.compile(
    r"\b(?:called|named|name it|call it|titled)\s+[\"']?((?-i:[A-Z0-9])[\w&'-]*(?:\s+(?-i:[A-Z0-9&])[\w&'-]*){0,4})",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\b(?:called|named|name it|call it|titled)\s+[\"']([^\"'\n]{2,50})[\"']", re.IGNORECASE)
_IN_OTHER_LETTERS = re.compile(r"\b(?:called|named)\s*[\"'“]?([\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{1,20})")
_FOR = re.compile(r"\bfor\s+((?:[A-Z][\w&'-]*\s+){1,5}[A-Z][\w&'-]*)")
_OF_ONE = re.compile(
    r"\b(?:for|about|of|(?:related|dedicated|devoted) to)\s+(?:the\s+)?([A-Z][a-z][a-z'-]{2,30})\b(?!\s+[A-Z])"
)
_FOR_ONE = re.compile(r"\bfor (?:an?|our|the) (\w+)\b(?! \w+ (?:to|with|that)\b)")
_NO_NAMES = word_set("naming_no_names")
_SHELL = word_set("naming_shell")
_STOPS = word_set("naming_stops")
_TITLE_WORDS = word_set("naming_title_words")
_DESCRIBES = re.compile(r"[a-z](?:ional|ical|ative|able|ible)$")
_COMPOUNDED = word_set("naming_compounded")
_LONGEST = 50
_OF_ANYTHING = frozenset(
    {"back", "end", "backend", "management", "admin", "administration", "content", "information", "data"}
)
_OWNED = frozenset({"a", "an", "its", "our", "the", "their"})
_BAD = re.compile(r"[\x00-\x1f\x7f-\x9f<>{}`\\]+")
_UNSEEN = re.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
"""Characters without width, and those that turn the direction of what follows: a name would show as another."""


def sentence_text(text: str, limit: int = 400) -> str:
    """A text as one line of prose that a specification may carry."""
    line = " ".join(_BAD.sub(" ", _UNSEEN.sub("", text)).split())
    return line if len(line) <= limit else line[: limit - 3].rstrip() + "..."


def app_name(reading: Reading, given: str | None) -> str:
    """The given name, else the one that the prompt gives, else one made of its first words."""
    if given and (clean := sentence_text(given, 60)) and re.search(r"[^\W_]", clean):
        return clean
    for pattern in (_QUOTED, _CALLED, _IN_OTHER_LETTERS):
        match = pattern.search(reading.text)
        if match:
            return sentence_text(match[1], 60)
    made = _from_first_words(reading.all_sentences[0]) if reading.all_sentences else ""
    made = _told_better(made, reading)
    if made and _says_nothing(made) and (whose := _subject(reading.all_sentences[0])):
        made = f"{whose} Management" if "Management" in made else whose
    if reading.site and (not made or _is_record(made) or made.lower() in lexicon().generic):
        made = _with_people(_subject(reading.all_sentences[0]), made) or _nameless(reading) or made
    if not made or (len(made.split()) == 1 and len(made) < 3 and made.lower() not in ACRONYMS):
        made = _about(reading) or _sold(reading) or (reading.entities[0].plural_label if reading.entities else "")
    proper = _FOR.search(reading.all_sentences[0].text) if reading.all_sentences else None
    if proper and len(proper[1]) <= _LONGEST:
        made = _whole(reading.all_sentences[0], proper[1])
    elif reading.all_sentences:
        made = _of_somebody(reading.all_sentences[0], made)
    return sentence_text(made or "Records", 60)


def _of_any_kind(made: str) -> bool:
    """Whether a name tells only what is built: "Online Shop", "Community"."""
    return bool(made) and {*made.lower().split()} <= word_set("subject_empty") | word_set("subject_heads")


def _told_better(made: str, reading: Reading) -> str:
    """What the application is for, or whose site it is, in place of a name that only tells what is built."""
    if _of_any_kind(made) and (about := _about(reading)):
        made = about
    whose = _subject(reading.all_sentences[0], fewest=1) if reading.site and _of_nobody(made) else ""
    return whose or made


def _of_nobody(made: str) -> bool:
    """Whether a name says neither whose site it is nor what it is about: "Personal Portfolio", "Lead Generation"."""
    return bool(made) and {*made.lower().split()} <= word_set("naming_of_nobody")


def _about(reading: Reading) -> str:
    """What the application is for, as a name: "Fountain Pens and Ink"; proper names stand with what is built."""
    said, vague = reading.all_sentences[0].text, word_set("subject_no_goods")
    phrases = [phrase for phrase in subject_of(reading.all_sentences) if phrase.behind and phrase.head not in vague]
    told = [phrase.title for phrase in phrases if phrase.title not in said][:2]
    whole = " and ".join(told)
    return whole if len(whole) <= _LONGEST else told[0][:_LONGEST]


def _sold(reading: Reading) -> str:
    """What a site is there to sell: "Guitars" of "a website to sell guitars"."""
    for statement in reading.statements:
        said = next((phrase for phrase in statement.phrases if phrase.direct), None)
        if statement.verb.base == "sell" and said is not None and reading.entity("product") is not None:
            return " ".join(map(capital, statement.sentence.words(said.start, said.end).split()))[:_LONGEST]
    return ""


def _with_people(whose: str, made: str) -> str:
    """Whose site it is, with the people that it is about: "High School Alumni"."""
    hit = lexicon().entity_index.at([singular(made.lower())], 0) if whose and made else None
    people = hit is not None and hit[1].kind is EntityKind.PERSON and not whose.endswith(made)
    return f"{whose} {made}" if people else whose


def _is_record(made: str) -> bool:
    """Whether a name is that of a record alone, which says nothing of whose site it is."""
    return lexicon().entity_index.at([singular(made.lower())], 0) is not None


def _says_nothing(made: str) -> bool:
    """Whether a name only says that something is managed, as that of a back end does."""
    return {*made.lower().replace("-", " ").split()} <= _OF_ANYTHING


_TALK = ("friends", "messages")


def description(reading: Reading) -> str:
    """What the application keeps, in one sentence."""
    entities = [entity for entity in reading.entities if not entity.internal]
    things = [entity.plural_label.lower() for entity in entities[:6]]
    if not things:  # Those who only talk keep nothing beside that.
        things = [part.capability for part in reading.parts if part.capability in _TALK]
    if not things:  # Nor do those who only look at numbers.
        return sentence_text("Everything in one place.")
    kept = listed([*things, "more"] if len(entities) > 6 else things)
    return sentence_text(f"{capital(kept)} in one place.")


def listed(words: list[str]) -> str:
    """Words as a list in a sentence."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _from_first_words(sentence: Sentence) -> str:
    """The nouns that the first sentence is about, as a title."""
    begin = _after_people(sentence, _first_noun(sentence))
    kept: list[Token] = []
    for place in range(begin, len(sentence.tokens)):
        token = sentence.tokens[place]
        if not kept and token.low.endswith("ing") and is_verb(sentence, place):
            continue
        tied = token.joined or (place + 1 < len(sentence.tokens) and sentence.tokens[place + 1].joined)
        if not kept and token.low in {"for", "of"}:
            continue
        both = token.low == "and" and _both_told(sentence.tokens, place, kept)
        if both or token in kept:
            kept += sentence.tokens[place : place + 2] if both else ()
            continue
        if not tied and (token.low in _STOPS or (kept and token.part in {Part.PUNCTUATION, Part.STOP})):
            break
        if token.part in {Part.PUNCTUATION, Part.STOP}:
            continue
        if kept and (is_verb(sentence, place) or _acts_there(sentence.tokens, place)):
            break
        if (
            (tied and token.low not in {"app", "mini", "program"})
            or token.low not in _SHELL
            or _begins(sentence, place)
        ):
            kept.append(token)
    kept += _missed(sentence.tokens, kept)
    nouns = [token for token in kept if token.part is Part.NOUN]
    vague = len(kept) == 1 and nouns and nouns[0].low in lexicon().generic and nouns[0].low not in ACRONYMS
    if not nouns or vague:
        return ""
    return "".join(("-" if token.joined else " ") + _title(token) for token in kept[:6]).strip(" -").removesuffix("'s")


def _missed(tokens: tuple[Token, ...], kept: list[Token]) -> list[Token]:
    """The word for what is built, where the name ends in what only describes it: "an informational app"."""
    after = next((place for place, token in enumerate(tokens, 1) if kept and token is kept[-1]), len(tokens))
    described = bool(kept) and (_DESCRIBES.search(kept[-1].low) is not None or kept[-1].low in _COMPOUNDED)
    return [token for token in tokens[after : after + 1] if described and token.low in _SHELL]


def _both_told(tokens: tuple[Token, ...], place: int, kept: list[Token]) -> bool:
    """Whether one word on either side of "and" tells what is built: "a lost and found website"."""
    ahead = tokens[place + 1 : place + 3]
    return len(kept) == 1 and len(ahead) == 2 and ahead[0].part is not Part.STOP and ahead[1].low in _SHELL


def _begins(sentence: Sentence, place: int) -> bool:
    """Whether a word for what is built tells instead what it is about: "a website maintenance system"."""
    after = sentence.tokens[place + 1 : place + 2]
    told = bool(after) and after[0].part is Part.NOUN and not is_verb(sentence, place + 1)
    act = after[0].lemma in lexicon().nominals if told else False
    sold = told and sentence.tokens[place].low == "software" and after[0].low not in _SHELL
    return sold or (sentence.tokens[place].low in {"website", "app", "software"} and act)


def _after_people(sentence: Sentence, begin: int) -> int:
    """Where the name begins when the first words are people of a place: "patients of a physiotherapy practice see"."""
    person = sentence.people.get(begin)
    after = begin + person.length if person is not None else begin
    opened = after > begin and after + 2 < len(sentence.tokens) and sentence.tokens[after].low in {"of", "at", "in"}
    named = opened and any(token.part is Part.NOUN for token in sentence.tokens[after + 1 : after + 3])
    return after + 1 if named else begin


def _acts_there(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether what was named does something to people or things: "a town library asks readers"."""
    verb, after = tokens[place].verb, tokens[place + 1 : place + 2]
    acting = verb is not None and lexicon().entity_index.at([tokens[place].lemma], 0) is None
    told = bool(after) and (after[0].low in _OWNED or (after[0].part is Part.NOUN and is_plural(after[0].low)))
    return acting and told


def _nameless(reading: Reading) -> str:
    """What the site of a company is called that the prompt does not name; others are called after what they show."""
    if reading.domain is None or reading.domain.name != "company_site":
        return ""
    house = _FOR_ONE.search(reading.all_sentences[0].text)
    told = house is not None and house[1].lower() in word_set("naming_houses")
    return f"Our {capital(house[1])}" if house is not None and told else "Our Company"


def _of_somebody(sentence: Sentence, made: str) -> str:
    """A name with the one proper noun that says whose it is: "a reservation website for Yuandongchang"."""
    match = _OF_ONE.search(sentence.text)
    if match is None or match[1].lower().removesuffix("'s") in _NO_NAMES or match[1] in made:
        return made
    place = next((place for place, token in enumerate(sentence.tokens) if token.text == match[1]), None)
    common = is_plural(match[1].lower()) or lexicon().entity_index.at([match[1].lower()], 0) is not None
    if place is None or common or is_verb(sentence, place):
        return made
    ahead = takewhile(lambda t: t.part is Part.NOUN, sentence.tokens[place + 1 : place + 3])
    nouns = [_title(token) for token in ahead if token.low not in _SHELL]
    whole = " ".join([match[1], *(nouns or [made])]).strip()
    return whole if len(whole) <= _LONGEST else made


def _whole(sentence: Sentence, proper: str) -> str:
    """A proper name with what belongs to it: "Grandma Lee's noodle house"."""
    last = re.split(r"[\s-]", proper)[-1]
    place = next((place for place, token in enumerate(sentence.tokens) if token.text == last), None)
    if not last.endswith("'s") or place is None:
        return proper
    ahead = takewhile(lambda t: t.part in {Part.NOUN, Part.ADJECTIVE}, sentence.tokens[place + 1 : place + 4])
    return " ".join([proper, *(_title(token) for token in ahead)])


def _subject(sentence: Sentence, fewest: int = 2) -> str:
    """What a site is about where its first words do not tell: "a website to showcase the benefits of X".

    Of one word, or begun by a gerund, it is somebody's: "for a composer", "for a moving company".
    """
    for place, token in enumerate(sentence.tokens):
        if token.low in {"of", "for"}:
            begin = (
                place + 1 + (sentence.tokens[place + 1 : place + 2] != () and _is_article(sentence.tokens[place + 1]))
            )
            ahead = list(takewhile(lambda t: t.part in {Part.NOUN, Part.ADJECTIVE}, sentence.tokens[begin:]))
            vague = ahead and ahead[-1].lemma in lexicon().generic
            theirs = sentence.tokens[begin - 1].low in {"a", "an"}
            acts = any(t.verb and t.low.endswith("ing") for t in (ahead[1:] if theirs and len(ahead) > 1 else ahead))
            if (fewest if theirs else 2) <= len(ahead) <= 4 and not vague and not acts:
                return " ".join(_title(t) for t in ahead)
    return ""


def _is_article(token: Token) -> bool:
    return token.low in {"a", "an", "our", "the"}


def _first_noun(sentence: Sentence) -> int:
    """Where the thing to build begins: after "build a", "I need an", "keep a list of the"."""
    tokens = sentence.tokens
    place = 0
    for index, token in enumerate(tokens[:8]):
        if token.part in {Part.NOUN, Part.PUNCTUATION} and token.verb is None:
            break
        verb = token.verb is not None and (is_verb(sentence, index) or index == 0)
        if verb and index + 1 < len(tokens) and not (index == 0 and _is_title(tokens)):
            place = index + 1
        elif token.part is Part.NOUN:
            break
    while place < len(tokens) - 1 and tokens[place].part is Part.STOP:
        place += 1
    for index in range(place, min(place + 4, len(tokens) - 1)):
        if (
            tokens[index].low in {"list", "collection", "record", "catalogue", "track", "database", "log"}
            and tokens[index + 1].low == "of"
        ):
            return index + 2
    return place


def _is_title(tokens: tuple[Token, ...]) -> bool:
    """Whether a prompt that starts with a word like "book" or "order" is a bare title."""
    return len(tokens) > 1 and tokens[1].part is Part.NOUN and tokens[0].low in _TITLE_WORDS


def _title(token: Token) -> str:
    if token.low in ACRONYMS:
        return token.low.upper()
    return token.text if token.text[:1].isupper() else capital(token.text)
