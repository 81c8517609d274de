"""Lists that a prompt spells out after a head: "tasks with title, due date and priority"."""

import re
from itertools import pairwise

from millwright.factory.generation.reader.asides import KEPT_SUMS, SHOWN_OF, aside_end, asides, before_purpose
from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.segment import MODALS, Part, Sentence, Token
from millwright.factory.generation.reader.verbs import LIST_WORDS, is_verb, takes_part
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_TRIGGERS = LIST_WORDS | frozenset(
    {"has", "have", "include", "includes", "contain", "contains", "comprising", ":", "(", "record", "their", "its"}
)
_ENTERING = word_set("fieldlists_entering")
_LOOKING = word_set("narrowing_looking")
_BETWEEN = frozenset({",", "and", "or", "&", "plus", "/", "also"})
_SKIPPED = word_set("fieldlists_skipped")
_ASKED = frozenset({"how", "what", "when", "where", "whether", "which", "who"})
_ENDS = word_set("fieldlists_ends")
_SORTING = frozenset({"category", "folder", "group", "section"})
_LOOKS = word_set("fieldlists_looks")
_SITES = word_set("fieldlists_sites")
_OF_PEOPLE = word_set("fieldlists_of_people")
_VAGUE = word_set("fieldlists_vague")
_SIDES = frozenset({"end", "ends", "side", "sides"})  # "a guest side and a landlord side" tell who uses it
_PARTICLED = word_set("fieldlists_particled")
_MASS = word_set("fieldlists_mass")
_BRINGING = word_set("fieldlists_bringing")
_NEAR = 5  # tokens between the verb and "with"
_SORTS = frozenset({"category", "class", "kind", "option", "sort", "style", "type"})
_SENDING = word_set("fieldlists_sending")
_DONE_TOGETHER = frozenset("collaborate communicate connect discuss exchange interact share split swap".split())


def field_lists(sentence: Sentence) -> list[FieldList]:
    """Every list of at least one named thing that stands after a head and a word such as "with"."""
    found: list[FieldList] = []
    place = 0
    while place < len(sentence.tokens):
        made = _list_at(sentence, place)
        if made is not None and not _are_examples(made):
            found += [made, *_of_items(sentence, made)]
            place = made.end
        else:
            place += 1
    return found


def _is_title(tokens: tuple[Token, ...], head: tuple[int, int]) -> bool:
    """Whether the words before a colon say what is to be built, or for whom."""
    begin, end = head
    first = begin - 1 if begin > 1 and tokens[begin - 1].low in {"a", "an", "the", "our", "my"} else begin
    titled = begin < 5 and all(t.part in {Part.NOUN, Part.ADJECTIVE} or t.low == "and" for t in tokens[:begin])
    return ((begin <= 1 or titled) and not is_plural(tokens[end - 1].low)) or (
        first > 0 and tokens[first - 1].low == "for"
    )


def _is_built(tokens: tuple[Token, ...], head: tuple[int, int], items: list[tuple[str, ...]]) -> bool:
    """Whether a list tells what an application consists of: that of "a studio website with portfolio and packages", or
    what people are there for, "a community for programmers with tags and votes", unless it tells who they are."""
    begin, end = head
    if tokens[end - 1].lemma in _SITES:
        return True
    for_people = begin > 1 and tokens[begin - 1].low == "for" and tokens[begin - 2].lemma in _SITES
    who = lexicon().role_index.at([tokens[end - 1].lemma], 0)
    return for_people and who is not None and not any(item[-1] in _OF_PEOPLE for item in items)


def _of_items(sentence: Sentence, listing: FieldList) -> list[FieldList]:
    """The lists that a list gives of items of its own: "tables, guests with a name and a meal, vendors"."""
    inner = (start for start, _ in asides(sentence) if listing.start < start < listing.end)
    lists = (made for start in inner if (made := _list_at(sentence, start)) is not None)
    return [made for made in lists if not _are_examples(made)]


def example_lists(sentence: Sentence) -> list[FieldList]:
    """Every list of examples of things: "the services (casting, retuning, cracked-bell repair)"."""
    lists = (_list_at(sentence, place) for place in range(len(sentence.tokens)))
    return [made for made in lists if made is not None and _are_examples(made)]


def _list_at(sentence: Sentence, place: int) -> FieldList | None:
    tokens = sentence.tokens
    start = _after_trigger(tokens, place)
    if start is None or _with_people(sentence, place) or _brought_together(sentence, place):
        return None
    entered = tokens[place].low in {"their", "its", "record"} or tokens[place].low in _ENTERING
    head = _head(sentence, place)
    if head is not None and tokens[head[1] - 1].lemma in _LOOKS:
        return None
    items, end = items_at(sentence, start, aside_end(sentence, place))
    items = [item for item in items if "responsible" not in item]  # who that is comes before, and is a role
    if entered and (len(items) < 2 or (tokens[place].low == "its" and _is_record(items[0]))):
        return None
    if not items or all(item[-1] in _SIDES for item in items):
        return None
    if head is not None and (_is_built(tokens, head, items) or (tokens[place].text == ":" and _is_title(tokens, head))):
        head = None
    return FieldList(sentence, head, tuple(items), place, end, entered)


def _is_record(item: tuple[str, ...]) -> bool:
    """Whether a site shows many of something that is kept, rather than what is told of one: "display its products"."""
    hit = lexicon().entity_index.at([singular(item[-1])], 0)
    return is_plural(item[-1]) and hit is not None and not known_attribute(item)


def _are_examples(listing: FieldList) -> bool:
    """Whether things in the plural are only told with examples: "items such as books, electronics and clothes"."""
    tokens, head, items = listing.sentence.tokens, listing.head, listing.items
    bracket = tokens[listing.start].text == "(" and len(items) > 1
    if head is None or not (bracket or tokens[listing.start].low in {"as", "like"}):
        return False
    named = tokens[head[1] - 1]
    sorted_so = named.lemma in _SORTS and is_plural(named.low) and len(items) > 1
    if sorted_so and head[1] - head[0] > 1:
        return True
    if not (is_plural(named.low) or named.low in _MASS) or any(known_attribute(item) for item in items):
        return False
    offered = lexicon().entity_index.at([tokens[head[1] - 1].lemma], 0)
    catalogue = offered is not None and offered[1].kind is EntityKind.CATALOGUE
    return bracket or catalogue or all(is_plural(item[-1]) for item in items)


def _with_people(sentence: Sentence, place: int) -> bool:
    """Whether "with" tells whom something is done with: "share their milestones with friends"."""
    tokens = sentence.tokens
    if tokens[place].low != "with" or not any(place < start <= place + 2 for start in sentence.people):
        return False
    acts = [token.verb for at, token in enumerate(tokens[:place]) if is_verb(sentence, at)][-1:]
    return any(act is not None and act.base in _DONE_TOGETHER for act in acts)


def _brought_together(sentence: Sentence, place: int) -> bool:
    """Whether "with" tells with what something is matched, and no fields of it."""
    if sentence.tokens[place].low != "with":
        return False
    before = sentence.tokens[max(0, place - _NEAR) : place]
    return any((token.verb.base if token.verb else token.low.removesuffix("ing")) in _BRINGING for token in before)


def _after_trigger(tokens: tuple[Token, ...], place: int) -> int | None:
    low = tokens[place].low or tokens[place].text
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if low in {"such", "as"} and place and low == "as" and tokens[place - 1].low == "such":
        return place + 1
    if low == "like" and place and tokens[place - 1].low in _VAGUE:
        return place + 1
    if low in {"their", "its"} and not _entered_by(tokens, place):
        return None
    if low in {"has", "have"} and tokens[place + 1 : place + 2] and _participle(tokens[place + 1]):
        return None
    if low == "record":
        return place + 1 if after == "the" and not _of_theirs(tokens, place) else None
    if low == "with" and after in {"a", "the"} and place + 2 < len(tokens) and tokens[place + 2].low in _VAGUE:
        return None
    return place + 1 if (tokens[place].text if not tokens[place].low else low) in _TRIGGERS else None


def _participle(token: Token) -> bool:
    """Whether "have" only tells that something is over: "once both have confirmed it"."""
    return token.verb is not None and token.verb.form == "ed"


def _of_theirs(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether what is recorded is that of something: "record the height and weight of their baby"."""
    ahead = tokens[place : place + 10]
    return any(token.low == "of" and after.low in {"their", "each"} for token, after in pairwise(ahead))


def _entered_by(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether people are said to enter what is theirs: "enter their name", "fill in their name"."""
    at = place - 2 if place > 1 and tokens[place - 1].low in {"in", "out"} else place - 1
    verb = tokens[at].verb if at >= 0 else None
    entered = verb is not None and {tokens[at].low, verb.base} & (_ENTERING | {"record", "store", "track"}) != set()
    return entered and (at == place - 1 or tokens[at].low == "fill")


def items_at(sentence: Sentence, place: int, limit: int | None) -> tuple[list[tuple[str, ...]], int]:
    """The names of a list from a place on, and where it ends: before `limit`, when an outer list goes on there."""
    tokens = sentence.tokens if limit is None else sentence.tokens[:limit]
    items: list[tuple[str, ...]] = []
    words: list[str] = []
    end = place
    while place < len(tokens):
        token = tokens[place]
        if token.text in _BETWEEN or token.low in _BETWEEN:
            _keep(items, words)
            words = []
            if _clause_follows(sentence, place):
                _drop_acts(items, sentence.tokens[place + 1 :])
                break
        elif (beyond := _beyond(sentence, place, words)) is not None:
            place = beyond
            continue
        elif _part_of_name(sentence, place, words):
            words.append(token.low)
        elif _ends_list(tokens, place, words):
            break
        elif token.text == "(":
            place = next(i for i in range(place, len(tokens)) if tokens[i].text == ")")
        place += 1
        end = place
    subject = place < len(tokens) and (is_verb(sentence, place) or tokens[place].low in MODALS)
    if not subject:
        _keep(items, words)
    return items, end


def _beyond(sentence: Sentence, place: int, words: list[str]) -> int | None:
    """Where a list goes on after what is no item of it: something done, or what is told of the item before."""
    if not words:
        return _next_item(sentence.tokens, place) if _is_act(sentence, place) else None
    beyond = None if known_attribute(tuple(words)) else _after_by(sentence.tokens, place)
    return beyond or aside_end(sentence, place)


def _after_by(tokens: tuple[Token, ...], place: int) -> int | None:
    """Where a list goes on after "by authors" or "per week"."""
    if tokens[place].low not in {"by", "per"}:
        return None
    end = _past_nouns(tokens, place + 1)
    if place and tokens[place - 1].lemma in _LOOKING:
        end = _past_series(tokens, end)
    return end if place + 1 < end < len(tokens) and tokens[end].text == "," else None


def _past_nouns(tokens: tuple[Token, ...], place: int) -> int:
    end = place
    while end < len(tokens) and tokens[end].part is Part.NOUN and end < place + 3:
        end += 1
    return end


def _past_series(tokens: tuple[Token, ...], end: int) -> int:
    """Where the names end of what is looked for by: "filters by species, age and city, …"."""
    at = end
    while at < len(tokens) and tokens[at].text == ",":
        at = _past_nouns(tokens, at + 1)
    closed = at < len(tokens) and tokens[at].low in {"and", "or"}
    return _past_nouns(tokens, at + 1) if closed else end


def _drop_acts(items: list[tuple[str, ...]], clause: tuple[Token, ...]) -> None:
    """Takes away the last items where they are verbs before another: "with photos, rate and comment, follow cooks"."""
    if not clause or clause[0].verb is None or clause[0].verb.form != "base":
        return
    while len(items) > 1 and len(items[-1]) == 1:
        verb = lexicon().verbs.get(items[-1][0])
        if verb is None or verb.form != "base":
            return
        items.pop()


def _ends_list(tokens: tuple[Token, ...], place: int, words: list[str]) -> bool:
    """Whether a token that is no part of a name ends the list: not an article before a name, nor a short aside."""
    token = tokens[place]
    if words and words[-1] != "of" and token.low in {"a", "an", "the"}:
        return True
    return token.low not in _SKIPPED and not (token.text == "(" and _short_aside(tokens, place))


def _is_act(sentence: Sentence, place: int) -> bool:
    """Whether an item of a list is something done, such as "managing members", rather than a thing: "selling price"."""
    tokens, verb = sentence.tokens, sentence.tokens[place].verb
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and after.part is Part.NOUN and not is_plural(after.low) and known_attribute((after.low,)):
        return False
    return verb is not None and verb.form == "ing" and is_verb(sentence, place) and is_activity(tokens[place].low)


def _next_item(tokens: tuple[Token, ...], place: int) -> int:
    while place < len(tokens) and tokens[place].low not in _BETWEEN and tokens[place].text not in _BETWEEN:
        place += 1
    return place


def _part_of_name(sentence: Sentence, place: int, words: list[str]) -> bool:
    token = sentence.tokens[place]
    if token.joined or (place + 1 < len(sentence.tokens) and sentence.tokens[place + 1].joined):
        return token.part is not Part.PUNCTUATION
    if token.low in MODALS or token.low in _ENDS:
        return False
    if token.low == "of" or (token.low == "per" and known_attribute(tuple(words)) and words[-1] not in KEPT_SUMS):
        return bool(words)
    if token.part is Part.STOP or token.part is Part.PUNCTUATION:
        return False
    return not (words and is_verb(sentence, place)) or place + 1 == len(sentence.tokens)


def _clause_follows(sentence: Sentence, place: int) -> bool:
    """Whether a new clause, not another item, comes after a comma or "and"."""
    tokens = sentence.tokens
    place += 1
    while place < len(tokens) and (tokens[place].low in _BETWEEN | _SKIPPED or tokens[place].text in _BETWEEN):
        place += 1
    if place >= len(tokens):
        return False
    person = sentence.people.get(place)
    after = place + person.length if person else place + 1
    if after < len(tokens) and (tokens[after].low in MODALS or (person and is_verb(sentence, after))):
        return True
    done = tokens[place].verb is not None and (_object_follows(tokens, place) or takes_part(tokens, place))
    return done and is_verb(sentence, place)


def _object_follows(tokens: tuple[Token, ...], place: int) -> bool:
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None:
        return False
    named = after.part is Part.STOP and after.low in _SKIPPED | _ASKED | {"it", "them", "up", "to"}
    said = tokens[place].verb
    named = named or (said is not None and after.low in {"at", "by", "for", "on"} and said.base in _PARTICLED)
    beyond = tokens[place + 2] if place + 2 < len(tokens) else after
    acts = tokens[place].verb is not None and tokens[place].low in _SENDING and after.part is Part.NOUN
    if after.part is Part.ADJECTIVE:
        return _many_such(tokens, place + 1)
    done = said is not None and said.form == "base" and after.verb is not None and after.verb.form == "ing"
    many = is_plural(after.low) or done  # "handle borrowing" follows as "handle loans" does
    return named or (after.part is Part.NOUN and many) or (acts and is_plural(beyond.low))


def _many_such(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether adjectives lead to things in the plural: "check current and upcoming exhibitions"."""
    while place < len(tokens) and (tokens[place].part is Part.ADJECTIVE or tokens[place].low == "and"):
        place += 1
    return place < len(tokens) and tokens[place].part is Part.NOUN and is_plural(tokens[place].low)


def _short_aside(tokens: tuple[Token, ...], place: int) -> bool:
    return any(token.text == ")" for token in tokens[place : place + 12])


def _keep(items: list[tuple[str, ...]], words: list[str]) -> None:
    while words and words[-1] in {"of", "per"}:
        words.pop()
    if (place := genitive(words)) is not None:
        _keep(items, words[:place])
        words = words[place + 1 :]
    if words and is_activity(words[-1]):
        return
    if (
        words
        and len(words) <= 5
        and re.search(r"[a-z]", words[-1])
        and not (len(words) == 1 and words[0] in _VAGUE | {"etc", "more"})
    ):
        items.append(tuple(words))


def genitive(words: list[str]) -> int | None:
    """Where "of" stands between two kinds of things, both in the plural: "vacancies of clients"."""
    place = words.index("of") if "of" in words[1:-1] else 0
    if not place or not is_plural(words[place - 1]) or not is_plural(words[-1]):
        return None
    dull = lexicon().generic | _VAGUE | SHOWN_OF
    some = any(singular(word) in dull for word in (words[place - 1], words[-1]))
    return None if some or known_attribute((words[place - 1],)) else place


def _owned(tokens: tuple[Token, ...], begin: int, end: int) -> bool:
    """Whether a list tells of what stands before "of": "jobs of customers with a deadline"."""
    before = [token.low for token in tokens[max(0, begin - 2) : begin]]
    return len(before) == 2 and before[1] == "of" and genitive([*before, tokens[end - 1].low]) is not None


def is_activity(word: str) -> bool:
    """Whether a word is a verb's gerund that names neither a record nor a field: "receiving, storing and shipping"."""
    verb = lexicon().verbs.get(word)
    if verb is None or verb.form != "ing" or known_attribute((word,)):
        return False
    return lexicon().entity_index.at([word], 0) is None


def _sorts(tokens: tuple[Token, ...], begin: int, end: int) -> bool:
    """Whether nouns only say what the things before them are in: "articles in categories with tags"."""
    before = tokens[max(begin - 2, 0) : begin]
    into = len(before) == 2 and before[0].part is Part.NOUN and before[1].low == "in"
    return into and tokens[end - 1].lemma in _SORTING


def _head(sentence: Sentence, trigger: int) -> tuple[int, int] | None:
    """The nouns right before a list word, without vague ones such as "information"."""
    tokens = sentence.tokens
    end = trigger
    whole = before_purpose(tokens, end)
    sold, end = whole < end, whole
    while (
        not sold
        and end > 0
        and (
            tokens[end - 1].low in _VAGUE | {"such", "as", ",", "each", "to", "keep", "record", "on"}
            or tokens[end - 1].text == ","
        )
    ):
        end -= 1
    if end > 0 and tokens[end - 1].low in {"about", "of", "for"}:
        end -= 1
    begin = end
    while (
        begin > 0
        and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}
        and not is_verb(sentence, begin - 1)
    ):
        begin -= 1
    narrowed = begin > 1 and tokens[begin - 1].low in {"by", "per"} and begin < end
    given = begin > 1 and tokens[begin - 1].low == "from" and begin in sentence.people
    narrowed = narrowed or (begin < end and (_owned(tokens, begin, end) or _sorts(tokens, begin, end)))
    narrowed = narrowed or (given and tokens[begin - 2].part is Part.NOUN and is_plural(tokens[begin - 2].low))
    return _head(sentence, begin - 1) if narrowed else (begin, end) if begin < end else None
