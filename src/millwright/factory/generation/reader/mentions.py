"""Fourth stage: which kinds of record the prompt's phrases name, and what is done to them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from millwright.factory.generation.reader.acts import NEWS_DOMAINS, of_forum, posted
from millwright.factory.generation.reader.asides import SHOWN_OF
from millwright.factory.generation.reader.asking import of_request
from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.choices import spelled_values
from millwright.factory.generation.reader.conditions import list_names, of_things, warned_of
from millwright.factory.generation.reader.counterparts import stands_for_people
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList, Mention, Reading
from millwright.factory.generation.reader.functions import function_items
from millwright.factory.generation.reader.implied import (
    comes_and_goes,
    of_calendars,
    of_contents,
    of_opinions,
    of_paid,
    of_what_is_announced,
)
from millwright.factory.generation.reader.inquiries import in_form, of_form
from millwright.factory.generation.reader.items import held, is_item, told_with
from millwright.factory.generation.reader.kinds import listed_kinds
from millwright.factory.generation.reader.listed import called, item_entity, lists_records, vague
from millwright.factory.generation.reader.measuring import looked_for
from millwright.factory.generation.reader.narrowing import regions_sought
from millwright.factory.generation.reader.nouns import BUILT, Named, asked_for, is_person, kept_by_name, named_by
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.senses import is_account, noted, sensed
from millwright.factory.generation.reader.spoken import own_words, unknown_weight
from millwright.factory.generation.reader.statements import Phrase, Statement, phrases_between, taken_part_in
from millwright.factory.generation.reader.title import only_the_kind, only_told
from millwright.factory.generation.reader.verbs import left, on_their_way
from millwright.factory.generation.reader.vocabulary import (
    Act,
    Domain,
    EntityEntry,
    EntityKind,
    RoleKind,
    Verb,
    lexicon,
)
from millwright.factory.generation.reader.words import is_plural, singular

_WEIGHTS = {
    Act.CREATE: 3.0,
    Act.MANAGE: 3.0,
    Act.PROCESS: 2.5,
    Act.VIEW: 2.0,
    Act.EXPORT: 2.5,
    Act.DELETE: 2.0,
    Act.OTHER: 0.8,
    Act.SIGN_IN: 0.0,
}
_FILLED = 2.4
_DEALT = word_set("mentions_dealt")
_MET = frozenset({"follow", "unfollow", "message", "invite", "block", "mute", "ban", "greet"})
_KEPT = word_set("mentions_kept")
_WITH_RECORD = frozenset({"newsletter", "quote_request"})
_HAVING = frozenset({"contain", "feature", "have", "include", "offer"})
_SHORT = 7  # tokens before what an application is said to have
_SHARED = frozenset({"apply", "bid", "book", "borrow", "enrol", "enroll", "order", "rent", "reserve", "subscribe"})
_HELD = word_set("mentions_held")
_ASKED_FOR = ("appointment", "event_ticket", "job_application", "reservation", "stay")
_PUTTING = frozenset({"invite", "allocate", "assign", "attach", "distribute", "link", "map"})
_SIGNING_UP = frozenset({"register", "sign"})
_ATTENDED = frozenset({"booking", "event_ticket"})
_SHARED_UNKNOWN = frozenset({"bid", "borrow"})
_SEARCHING = frozenset({"search", "query", "find"})
_BROWSED = frozenset({"browse", "explore", "discover"})
_SORTING = frozenset("arrange classify divide file group move organise organize put save sort".split())
_ENTERED = word_set("fieldlists_entering")
_MANNERS = frozenset({"dark_mode", "logo", "responsive", "seo", "stack", "usability"})
_REFUSING = frozenset({"no", "without", "never", "neither", "nor"})
_BY_NONE = frozenset({"grouping", "sort", "switching", "timeline"})
_BY_HAND = _BY_NONE | {"account_watch", "comparison", "device_control", "monitoring"}
_TELLING = frozenset({"containing", "including"})
_GUARDED = frozenset({"assets", "hotel", "property_management", "residence"})
_SUMMARIES = frozenset({"dashboard_item", "income", "sale"})


def find_mentions(reading: Reading) -> list[Mention]:
    """Every mention of a kind of record, heaviest uses first kept apart by place."""
    found: list[Mention] = []
    offset = 0
    for sentence in reading.sentences:
        values, first = spelled_values(sentence), len(found)
        for statement in (s for s in reading.statements if s.sentence is sentence):
            found.extend(posted(statement, offset) or _of_statement(statement, reading, offset))
            found.extend(of_opinions(statement, reading, offset))
        for listing in (lst for lst in reading.lists if lst.sentence is sentence):
            found.extend(_of_list(listing, reading.domain, offset))
        found.extend(_of_functions(sentence, reading, offset))
        found.extend(of_calendars(sentence, reading, offset))
        found.extend(of_paid(sentence, reading, offset))
        if not offset:
            found.extend([*_of_title(sentence, reading), *of_forum(sentence)])
            found.extend(of_contents(sentence, reading))
        said = any(statement.sentence is sentence for statement in reading.statements)
        found.extend(_bare(sentence, reading, offset, plainly=not said))
        states = {offset + place for place, token in enumerate(sentence.tokens) if token.low in values}
        said_of_pages = _of_manner(sentence, reading, offset)
        said_of_pages |= {offset + place for place in list_names(reading, sentence)}
        if not offset:
            found[first:] = [m for m in found[first:] if not only_told(sentence, m, offset)]
        said_of_pages |= of_things(sentence, offset) | {offset + place for place in regions_sought(sentence)}
        warned = warned_of(sentence)
        found[first:] = [m for m in found[first:] if not m.words or m.words not in warned]
        found[first:] = [
            m for m in found[first:] if m.key not in values and m.place not in states and m.place not in said_of_pages
        ]
        offset += len(sentence.tokens)
    return [mention for mention in found if not is_account(mention, reading.domain)]


def _of_manner(sentence: Sentence, reading: Reading, offset: int) -> frozenset[int]:
    """The places of words that only tell how pages look or work: "adapting to different devices"."""
    wishes = (w for w in reading.wishes if w.sentence is sentence and w.capability.name in _MANNERS)
    return frozenset(offset + place for wish in wishes for place in range(wish.start, wish.end))


def _of_statement(statement: Statement, reading: Reading, offset: int) -> Iterator[Mention]:
    if statement.verb.act is Act.SIGN_IN:
        return
    if (share := _share_alone(statement, reading.domain)) is not None and _for_nothing_said(statement, reading.domain):
        place = offset + statement.start
        yield Mention(share.name, share, (), statement.verb.act, 2.2, place, statement.text, statement)
    if (kept := comes_and_goes(statement, reading.domain)) is not None:
        yield Mention(kept.name, kept, (), Act.CREATE, 2.4, offset + statement.start, statement.text, statement)
    kinds = listed_kinds(statement, reading.domain)
    for phrase in _without_kinds(statement, kinds):
        tokens = statement.sentence.tokens[phrase.start : phrase.end]
        sense = sensed(statement, tokens, reading.domain) if phrase.direct else None
        named = sense or named_by(tokens, reading.domain)
        if (
            named is None
            or _refused(statement.sentence, phrase.start)
            or only_the_kind(statement, named, reading)
            or _told_of_it(statement, phrase, named, reading)
            or noted(statement, named, reading)
            or _listed_as_field(statement, phrase, reading)
            or _said_of_request(statement, phrase, named, reading)
            or _is_person_only(statement, phrase.start, phrase.end, direct=phrase.direct)
            or _in_passing(statement, phrase, named, reading)
            or (phrase.direct and _dealt_with(statement, phrase, named))
            or of_what_is_announced(statement, phrase, named, reading.domain)
            or _taking_part(statement, phrase, named, reading)
            or (not phrase.direct and named.words[-1] in SHOWN_OF)
            or (statement.own and named.words == ("profile",))
        ):
            continue
        yield from _of_phrase(statement, phrase, named, reading, offset + phrase.start)


def _without_kinds(statement: Statement, kinds: Sequence[str]) -> list[Phrase]:
    """What a statement acts on, where it only lists kinds of the last thing that thing alone."""
    if not kinds:
        return statement.phrases
    direct = [phrase for phrase in statement.phrases if phrase.direct]
    last = replace(direct[-1], start=direct[-1].start + 1)
    return [last, *(phrase for phrase in statement.phrases if not phrase.direct)]


def _in_passing(statement: Statement, phrase: Phrase, named: Named, reading: Reading) -> bool:
    """Whether a word is one of those by which people come and go: "check in at events" inspects nothing."""
    within = (w for w in reading.wished("clocking") if w.sentence is statement.sentence)
    return named.key != "attendance" and any(w.start <= phrase.start < w.end for w in within)


def _told_of_it(statement: Statement, phrase: Phrase, named: Named, reading: Reading) -> bool:
    """Whether a singular stands among the fields that people choose of something: "choose paper and size"."""
    told = (x for x in reading.lists if x.sentence is statement.sentence and x.told)
    within = [x for x in told if phrase.direct and x.begin <= phrase.start < x.end]
    words = _lows(statement.sentence.tokens[phrase.start : phrase.end])
    if any(x.of and words[-len(item) :] == item for x in within for item in x.items):
        return True
    others = (x for x in within if not x.of)
    return any(not named.plural or (x.head[1] <= x.start if x.head else not x.entered) for x in others)


def _listed_as_field(statement: Statement, phrase: Phrase, reading: Reading) -> bool:
    """Whether a phrase is a field of what is acted on: "write down each visit including date, clinic and cost"."""
    after = (
        x for x in reading.lists if x.sentence is statement.sentence and x.head and x.start <= phrase.start < x.end
    )
    return any(
        (statement.sentence.tokens[x.start].low in _TELLING and not lists_records(x, reading.domain))
        or (x.entered and of_form(x))
        for x in after
    )


def _said_of_request(statement: Statement, phrase: Phrase, named: Named, reading: Reading) -> bool:
    """Whether a phrase only says something of somebody's own order or booking: "write a greeting card"."""
    said = of_request(statement, phrase)
    if said is None or (named.entry is not None and named.entry.kind is EntityKind.PERSON):
        return False
    asked = any(other.asks for other in reading.statements) or bool(reading.wished("booking") or reading.wished("cart"))
    return asked or (reading.domain is not None and bool({*said.of} & {*reading.domain.core}))


def _of_phrase(statement: Statement, phrase: Phrase, named: Named, reading: Reading, place: int) -> Iterator[Mention]:
    act = statement.verb.act
    weight = (
        _WEIGHTS[act] * (1.0 if phrase.direct else 0.3) * (0.6 if named.facet and not _searched(statement) else 1.0)
    )
    if named.entry is None:
        tokens = statement.sentence.tokens[phrase.start : phrase.end]
        weight = unknown_weight(tokens, weight, act, direct=phrase.direct)
        if weight and not named.facet and reading.site and _looked_through(statement, phrase):
            weight = _WEIGHTS[Act.VIEW]
        weight *= 0.3 if statement.verb.base in _ENTERED and not is_plural(tokens[-1].low) else 1.0
    if not phrase.direct and named.entry is not None and _put_to(statement, phrase) and named.plural:
        weight = max(weight, _WEIGHTS[Act.VIEW])
    if phrase.direct and named.entry is not None and (statement.asks or _paid(statement, named.entry)):
        weight = max(weight, _WEIGHTS[Act.VIEW])
    if act not in {Act.MANAGE, Act.CREATE} or named.entry is None:
        weight *= 0.3 if _wished(reading, statement, phrase, named) else 1.0
    elif _brings_record(reading, statement, phrase):
        weight *= 0.3
    if named.key in _SUMMARIES and act in {Act.VIEW, Act.EXPORT}:
        weight *= 0.4
    yield from _made_by(statement, phrase, named, reading, place)
    yield Mention(named.key, named.entry, own_words(named), act, weight, place, statement.text, statement)


def _made_by(statement: Statement, phrase: Phrase, named: Named, reading: Reading, place: int) -> Iterator[Mention]:
    """The records that people make of what they ask for or judge: bookings, bids, reviews."""
    act = statement.verb.act
    asks = statement.asks and named.entry is not None and (phrase.direct or _taken_part_in(statement, phrase))
    made = asked_for(statement.verb.base, named.entry, reading.domain) if asks and named.entry else None
    if made is not None:
        said = ("registration",) if statement.verb.base in _SIGNING_UP and made.name in _ATTENDED else ()
        yield Mention(made.name, made, said, act, 2.2, place + 1, statement.text, statement)
    if named.entry is None and phrase.direct and statement.asks and statement.verb.base in _SHARED_UNKNOWN:
        share = lexicon().entities[lexicon().requests[statement.verb.base]]
        yield Mention(share.name, share, (), act, 2.2, place + 1, statement.text, statement)


def _searched(statement: Statement) -> bool:
    """Whether the data about something is searched, which then is there to be found: "search stock information"."""
    return statement.verb.base in _SEARCHING


def _taking_part(statement: Statement, phrase: Phrase, named: Named, reading: Reading) -> bool:
    """Whether people are seen as those who signed up, which records of their own tell: "view enrolled students"."""
    person = named.entry is not None and named.entry.kind is EntityKind.PERSON
    core = reading.domain.core if reading.domain is not None else ()
    asked = any(lexicon().entities[name].kind is EntityKind.PERSONAL for name in core)
    asked = asked or any(told.asks for told in reading.statements)
    return phrase.direct and person and asked and statement.verb.act is Act.VIEW and taken_part_in(statement)


def _looked_through(statement: Statement, phrase: Phrase) -> bool:
    """Whether a site is there to find things, in the plural: "browse recordings", "view nominees by category"."""
    first = next((one for one in statement.phrases if one.direct), None)
    if first is not phrase or not is_plural(statement.sentence.tokens[phrase.end - 1].low):
        return False
    seen = statement.verb.act is Act.VIEW
    return seen and (statement.verb.base in _BROWSED or looked_for(statement))


def _taken_part_in(statement: Statement, phrase: Phrase) -> bool:
    """Whether somebody is registered for what a phrase names: "register their children for a camp"."""
    before = {token.low for token in statement.sentence.tokens[max(0, phrase.start - 2) : phrase.start]}
    return statement.verb.base in {"register", "enroll", "enrol"} and bool(before & {"for", "in"})


def _put_to(statement: Statement, phrase: Phrase) -> bool:
    """Whether a phrase is what things are put to: "assign complaints to departments"."""
    before = statement.sentence.tokens[phrase.start - 1].low
    into = statement.verb.base in _SORTING and before == "into"
    return into or (statement.verb.base in _PUTTING and before in {"to", "between", "among"})


def _share_alone(statement: Statement, domain: Domain | None) -> EntityEntry | None:
    """What people make who only "book", "enroll" or "apply", without a word on for what."""
    base, who = statement.verb.base, statement.subject
    if who is None or who.kind is not RoleKind.OUTSIDER or base not in _SHARED or not statement.asks:
        return None
    if base == "subscribe" and (domain is None or domain.name in NEWS_DOMAINS):
        return None
    own = [lexicon().entities[name] for name in domain.core] if domain else []
    usual = lexicon().entities[lexicon().requests[base]]
    asked = {*lexicon().requests.values(), *_ASKED_FOR}
    shares = (entry for entry in own if entry.kind is EntityKind.PERSONAL and entry.name in asked)
    made = (entry for entry in shares if usual.name != base)
    return next(made, usual)


def _for_nothing_said(statement: Statement, domain: Domain | None) -> bool:
    """Whether no record follows the verb that people could ask for, but a pronoun or a sum of money at most."""
    tokens = statement.sentence.tokens
    if any(token.low in {"them", "it"} for token in tokens[statement.start + 1 : statement.start + 4]):
        return True
    direct = [tokens[phrase.start : phrase.end] for phrase in statement.phrases if phrase.direct]
    named = [found for words in direct if (found := named_by(words, domain)) is not None]
    return all(found.entry is not None and found.entry.kind is EntityKind.MONEY for found in named)


def _paid(statement: Statement, entry: EntityEntry) -> bool:
    """Whether a verb makes the record that it is about, though such verbs make none: paying fees,
    earning badges, selling paintings."""
    paid = statement.verb.base == "pay" and entry.kind is EntityKind.MONEY
    sold = statement.verb.base in {"lend", "sell"} and entry.kind is EntityKind.CATALOGUE and statement.verb.form == "s"
    return paid or sold or (statement.verb.base in {"earn", "collect"} and entry.name == "point_entry")


def _dealt_with(statement: Statement, phrase: Phrase, named: Named) -> bool:
    """Whether people are only met, rated or written to, and not kept: "rate the walker", "message sellers"."""
    people = statement.sentence.people
    person = any(start + p.length == phrase.end for start, p in people.items() if phrase.start <= start)
    person = person or (named.entry is None and is_person(named.words))
    met = named.entry is None or named.entry.kind is EntityKind.PERSON or statement.verb.base in _MET
    if not person or not met:
        return False
    return statement.verb.base in _DEALT or (named.entry is None and statement.verb.base not in _KEPT)


def _refused(sentence: Sentence, place: int) -> bool:
    """Whether what is named at a place is what the prompt does not want: "no reviews"; or half of a verb: "log in"."""
    before, *named = (token.low for token in sentence.tokens[max(0, place - 1) : place + 2]) if place else ("",)
    return before in _REFUSING or named in (["log", "in"], ["log", "on"], ["log", "out"])


def _wished(reading: Reading, statement: Statement, phrase: Phrase, named: Named) -> bool:
    """Whether a phrase speaks of a capability, as "heat maps" do."""
    return any(
        wish.sentence is statement.sentence
        and wish.start < phrase.end
        and wish.end > phrase.start
        and (wish.end - wish.start > 1 or wish.capability.name == "follow")
        for wish in _watching(reading, named)
    )


def _watching(reading: Reading, named: Named) -> list[Wish]:
    """The wishes that can stand for what is named: what no machine watches is still kept by people, and who may pass
    a door is no right within the application. What is switched is kept, whatever it is."""
    doors = named.key == "access_rule" and reading.domain is not None and reading.domain.name in _GUARDED
    unheard = _BY_NONE if named.entry is None else _BY_HAND | ({"roles"} if doors else set[str]())
    return [wish for wish in reading.wishes if wish.capability.name not in unheard]


def _brings_record(reading: Reading, statement: Statement, phrase: Phrase) -> bool:
    """Whether a phrase is what a capability keeps for itself, as a form keeps the requests that visitors send in."""
    return any(
        wish.capability.name in _WITH_RECORD
        and not wish.refused
        and wish.sentence is statement.sentence
        and wish.start < phrase.end
        and wish.end > phrase.start
        for wish in reading.wishes
    )


def _is_person_only(statement: Statement, start: int, end: int, *, direct: bool) -> bool:
    """People after a preposition, and "users", are who it is for, not what is kept."""
    people = statement.sentence.people
    counted = start > 0 and statement.sentence.tokens[start - 1].low == "many"
    for place in range(start, end):
        person = people.get(place)
        if person is not None and (place + person.length == end or counted):
            if not counted and kept_by_name(statement.sentence.tokens[start:end]):
                return False
            return person.generic or not direct or counted
    return False


def _of_list(listing: FieldList, domain: Domain | None, offset: int) -> Iterator[Mention]:
    """Records that are listed as the content of the application, and the head that fields are listed of."""
    if listing.of:
        filled = lexicon().entities[listing.of]
        yield Mention(filled.name, filled, (), Act.CREATE, _FILLED, offset + listing.start, listing.text)
        return
    head = listing.sentence.tokens[slice(*listing.head)] if listing.head else ()
    named = named_by(head, domain) if head else None
    if lists_records(listing, domain):
        for position, item in enumerate(listing.items):
            entry = item_entity(item, domain)
            key = entry.name if entry else singular(item[-1])
            words = called(item, entry)
            place = offset + listing.start + position
            if entry is not None or (is_plural(item[-1]) and not vague(item) and not known_attribute(item)):
                yield Mention(key, entry, words, Act.MANAGE, 3.0, place, listing.text)
    elif named is not None and listing.head is not None:
        if ("blog",) in listing.items:
            blog = lexicon().entities["article"]
            yield Mention(blog.name, blog, (), Act.MANAGE, 3.0, offset + listing.end - 1, listing.text)
        weight = 3.0 if named.entry is None else 2.0
        yield Mention(
            named.key, named.entry, own_words(named), Act.MANAGE, weight, offset + listing.head[0], listing.text
        )


def _of_functions(sentence: Sentence, reading: Reading, offset: int) -> Iterator[Mention]:
    """Things in the list of what an application can do are kept: "functionalities for leave and payroll"."""
    for begin, whole, acted in function_items(sentence):
        end = _before_act(sentence, begin, whole)
        tokens = sentence.tokens[begin:end]
        named = named_by(tokens, reading.domain)
        phrase = Phrase(begin, end, True)
        statement = Statement(sentence, Verb("keep", Act.MANAGE, "noun"), begin, end, phrases=[phrase])
        if named is None or named.key in _SUMMARIES or in_form(sentence, begin, reading.lists):
            continue
        if _wished(reading, statement, phrase, named):
            continue
        if any(w.sentence is sentence and w.start <= begin and w.end >= end for w in _watching(reading, named)):
            continue
        weight = 2.4 * (0.6 if named.facet and tokens[-1].lemma not in _HELD else 1.0)
        if named.entry is None and (acted or not (is_plural(tokens[-1].low) or named.facet)):
            continue
        if named.entry is None:
            weight = unknown_weight(tokens, weight, Act.MANAGE, direct=True) if not vague(_lows(tokens)) else 0.0
        if weight:
            because = statement.text
            yield Mention(
                named.key, named.entry, own_words(named), Act.MANAGE, weight, offset + begin, because, statement
            )


def _before_act(sentence: Sentence, begin: int, end: int) -> int:
    """Where a thing ends before the act that is a function of its own: "ticket assignment", "code review"."""
    lemmas = [token.lemma for token in sentence.tokens[begin:end]]
    act = lexicon().nominals.get(lemmas[-1]) if len(lemmas) > 1 else None
    hit = lexicon().entity_index.at(lemmas, len(lemmas) - 2) if act in {Act.PROCESS, Act.VIEW} else None
    known = lexicon().entity_index.at(lemmas[:-1], len(lemmas) - 2) is not None if act else False
    acted = known and not is_plural(sentence.tokens[end - 1].low) and (hit is None or hit[0] < 2)
    return end - 1 if act in {Act.PROCESS, Act.VIEW} and acted else end


def _of_title(sentence: Sentence, reading: Reading) -> Iterator[Mention]:
    """Things in the plural that a prompt has for its title: "Holiday cottages: guests see photos"."""
    end = next((place for place, token in enumerate(sentence.tokens[:6]) if token.text == ":"), 0)
    begin = next((p for p in range(end) if sentence.tokens[p].part in {Part.NOUN, Part.ADJECTIVE}), end)
    plain = all(token.part in {Part.NOUN, Part.ADJECTIVE} for token in sentence.tokens[begin:end])
    last = sentence.tokens[end - 1] if end else None
    if last is None or not plain or not is_plural(last.low) or begin > 1 or end - 1 in sentence.people:
        return
    named = named_by(sentence.tokens[begin:end], reading.domain)
    if named is not None and (named.entry is not None or not is_person(named.words)):
        words = sentence.words(begin, end)
        statement = Statement(
            sentence, Verb("keep", Act.MANAGE, "noun"), begin, end, phrases=[Phrase(begin, end, True)]
        )
        yield Mention(named.key, named.entry, own_words(named), Act.MANAGE, 2.2, begin, words, statement)


def _lows(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.low for token in tokens)


def _bare(sentence: Sentence, reading: Reading, offset: int, *, plainly: bool) -> Iterator[Mention]:
    """Known records that are merely named weigh little, but tip the scales; where no verb is, plurals are the wish."""
    fields = [
        (lst.start, lst.end)
        for lst in reading.lists
        if lst.sentence is sentence and (lst.head or lst.of) and not lists_records(lst, reading.domain)
    ]
    for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), on_their_way(sentence)):
        named = _part_of_site(sentence, begin, end) or named_by(sentence.tokens[begin:end], reading.domain)
        if named is None or named.entry is None or named.facet or _refused(sentence, begin) or left(sentence, begin):
            continue
        if any(start <= begin < stop for start, stop in fields) and known_attribute(named.words):
            continue
        if in_form(sentence, begin, reading.lists):
            continue
        if (named.words[-1] in SHOWN_OF and told_with(sentence, begin)) or stands_for_people(sentence, end - 1):
            continue
        before = sentence.tokens[begin - 1].low if begin else ""
        listed = plainly and named.plural and before not in {"for", "by"}
        if listed or end - 1 not in sentence.people:
            because = sentence.words(begin, end)
            listed = listed or (named.plural and (is_item(sentence, begin, end) or held(sentence, begin)))
            one = before in {"a", "an"} and begin > 1
            listed = listed or (one and is_item(sentence, begin, end, begin - 1))
            listed = listed or (one and plainly and sentence.tokens[begin - 2].low in {"and", ","})
            listed = listed or (one and named.entry.kind is EntityKind.CONTENT and _has_one(sentence, begin - 2))
            counted = before == "per" and named.entry.kind is not EntityKind.LOG
            weight = 2.0 if listed else 1.6 if counted else 0.5
            yield Mention(named.key, named.entry, own_words(named), Act.OTHER, weight, offset + begin, because)


def _part_of_site(sentence: Sentence, begin: int, end: int) -> Named | None:
    """What names the whole application elsewhere, where it is a part of one: "it should also have a blog"."""
    token = sentence.tokens[begin]
    hit = lexicon().entity_index.at([token.lemma], 0) if token.low in BUILT and end - begin == 1 and begin > 1 else None
    has = hit is not None and sentence.tokens[begin - 1].low in {"a", "an"} and _has_one(sentence, begin - 2)
    return Named(hit[1].name, hit[1], (token.lemma,)) if hit is not None and has else None


def _has_one(sentence: Sentence, place: int) -> bool:
    """Whether the application itself has what follows: "it should also have a blog"."""
    tokens = sentence.tokens[: place + 1]
    return len(tokens) < _SHORT and tokens[-1].low in _HAVING and not sentence.people.keys() & set(range(place))
