"""Which words are verbs where they stand, and who can be their subject."""

from millwright.factory.generation.reader.asides import aside_end
from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.found_by import found_by
from millwright.factory.generation.reader.gerunds import between_fields, is_filled_in
from millwright.factory.generation.reader.segment import MODALS, PREPOSITIONS, Part, Sentence, Token
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import is_plural

LIST_WORDS = frozenset({"with", "including", "containing", "having"})
_JOINERS = frozenset({",", "and", "or", "&", "/"})
_ONE = frozenset({"a", "an", "the", "each", "every", "my", "one", "our"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "my", "our"})
_THEIRS = frozenset({"her", "his", "my", "their"})
_NAMED_BEFORE = frozenset({"it", "them"})
_RELATIVE = frozenset({"that", "which", "who"})
_OTHERS = frozenset({"other", "others"})
_PRONOUNS = _NAMED_BEFORE | {"one"}
_KEEPING = word_set("verbs_keeping")
_SOCIAL = frozenset("chat collaborate communicate connect interact meet share speak sync talk work".split())
_SYSTEM_NOUNS = word_set("verbs_system_nouns")
_DONE_TO_MANY = word_set("verbs_done_to_many")
_BEFORE_BASE = MODALS | word_set("verbs_before_base")
_BEFORE_GERUND = _JOINERS | word_set("verbs_before_gerund")
_NOT_OBJECT = PREPOSITIONS | MODALS | frozenset("is are was were and or of be has have".split())
DECIDING = frozenset({"accept", "approve", "confirm", "decline", "refuse", "reject"})
NEEDING = frozenset({"need", "want"})
_TRADING = frozenset({"buy", "lend", "make", "rent", "sell", "teach"})
_ABLE = (
    ["able", "to"],
    ["want", "to"],
    ["need", "to"],
    ["allowed", "to"],
    ["wants", "to"],
    ["needs", "to"],
    ["like", "to"],
)
_ASKING = frozenset({"how", "what", "when", "where", "whether", "which", "who"})
_HOW_OFTEN = frozenset({"daily", "family", "hourly", "monthly", "quarterly", "weekly", "yearly"})
_HALF_NAMES = frozenset("asking billing closing cooking ending opening running shipping starting".split())
_PARTICLES = frozenset({"for", "off", "on", "out", "up"})
_THINGS = frozenset({"building", "booking", "meeting", "training", "painting", "recording"})
_ACTS_NAMED = word_set("verbs_acts_named")
_TRADES = word_set("verbs_trades")
_FIRMS = word_set("verbs_firms")
_FUNCTIONS = word_set("functions_openers")
_MOTION = word_set("verbs_motion")
_WAYS = word_set("verbs_ways")
_SHOWING = word_set("verbs_showing")
_WORKED_AT = word_set("verbs_worked_at")
_WORKING = word_set("verbs_working")
_CLAUSE_OPENERS = frozenset({"for", "where", "that", "while", "when", "so", "if", "which", "as", "and", "or", "but"})


def is_verb(sentence: Sentence, place: int) -> bool:
    """Whether a word that can be a verb is one where it stands."""
    token = sentence.tokens[place]
    if token.joined or token.part is not Part.NOUN or _within_person(sentence, place):
        return False
    if _narrows_noun(sentence, place) or _is_trade_of(sentence, place):
        return False
    if _is_on_its_way(sentence, place):
        return True
    if token.verb is None:
        return _unknown_is_verb(sentence, place)
    if token.verb.form == "base":
        return _base_is_verb(sentence, place)
    if token.verb.form == "ing":
        return _gerund_is_verb(sentence, place)
    return token.verb.form == "s" and _third_person_is_verb(sentence, place)


def _narrows_noun(sentence: Sentence, place: int) -> bool:
    """Whether a word that hyphens tie to the next ones begins the name of a thing: "follow-up records"."""
    tokens, end = sentence.tokens, place + 1
    while end < len(tokens) and tokens[end].joined:
        end += 1
    after = tokens[end] if place + 1 < end < len(tokens) else None
    return after is not None and after.part is Part.NOUN and after.lemma in lexicon().facets


def _is_trade_of(sentence: Sentence, place: int) -> bool:
    """Whether a word says what the people after it work at: "assign it to repair workers", "store staff"."""
    who = sentence.people.get(place + 1)
    if who is None or sentence.tokens[place].low not in _WORKED_AT:
        return False
    return sentence.tokens[place + who.length].lemma in _WORKING


def on_their_way(sentence: Sentence) -> frozenset[int]:
    """The places of verbs of which no person is the subject: by which way things go, and what a part of it shows."""
    places = range(len(sentence.tokens))
    return frozenset(place for place in places if _is_on_its_way(sentence, place) or _is_shown_by(sentence, place))


def left(sentence: Sentence, place: int) -> bool:
    """Whether people leave something there, such as a note, so that it is no leave that somebody takes."""
    after = [token.low for token in sentence.tokens[place + 1 : place + 2]]
    return (
        sentence.tokens[place].low == "leave" and bool(after) and after[0] in _DETERMINERS and is_verb(sentence, place)
    )


def _is_on_its_way(sentence: Sentence, place: int) -> bool:
    """Whether things, in the plural, do what the word says along a way: "tickets pass from open to closed"."""
    tokens = sentence.tokens
    if not 0 < place < len(tokens) - 1 or tokens[place].low not in _MOTION or tokens[place + 1].low not in _WAYS:
        return False
    before = tokens[place - 1]
    return before.part is Part.NOUN and is_plural(before.low)


def _is_shown_by(sentence: Sentence, place: int) -> bool:
    """Whether one thing shows what follows, and no show is spoken of: "the dashboard shows the number of visits"."""
    tokens = sentence.tokens
    if not 0 < place < len(tokens) - 1 or tokens[place].low not in _SHOWING:
        return False
    before = tokens[place - 1]
    return before.part is Part.NOUN and not is_plural(before.low) and tokens[place + 1].low in _DETERMINERS | _ASKING


def _unknown_is_verb(sentence: Sentence, place: int) -> bool:
    """An unknown word after "can" or "able to" is a verb when something follows that it can act on."""
    tokens = sentence.tokens
    if _unknown_in_series(sentence, place):
        return True
    before = [token.low for token in tokens[max(0, place - 2) : place]]
    led = before[-1:] and (before[-1] in MODALS or before in _ABLE)
    return bool(led) and not _noun_like(tokens[place]) and _begins_object(tokens, place + 1)


def _unknown_in_series(sentence: Sentence, place: int) -> bool:
    """Whether an unknown word goes on with what people do: "create goals, break them down", "book a bike, extend the
    rental"."""
    tokens = sentence.tokens
    if not 0 < place < len(tokens) - 1 or tokens[place - 1].low not in _JOINERS or _noun_like(tokens[place]):
        return False
    alone = not is_plural(tokens[place].low) and not known_attribute((tokens[place].low,))
    return alone and tokens[place + 1].low in _DETERMINERS | _NAMED_BEFORE and _joined_to_verb(sentence, place)


def _within_person(sentence: Sentence, place: int) -> bool:
    return any(start <= place < start + person.length for start, person in sentence.people.items())


def _base_is_verb(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens
    before = _before(sentence, place)
    if before is None or before.low == ":":
        return _begins_object(tokens, place + 1) or _is_act_only(tokens, place)
    if before.low in _BEFORE_BASE:
        return True
    if _subject_ends_at(sentence, place):
        if _named_between(tokens, place):
            return False
        if place + 1 == len(tokens) or not _noun_like(tokens[place]):
            return True
        return _begins_object(tokens, place + 1) or (
            tokens[place + 1].low in PREPOSITIONS | _JOINERS and is_plural(before.low)
        )
    if before.low in _JOINERS and (_beside_half(tokens, place) or found_by(tokens, place) or _function(tokens, place)):
        return False
    hit = lexicon().entity_index.at([token.lemma for token in tokens], place)
    told = _THEIRS | _NAMED_BEFORE | _ASKING
    if before.low in _JOINERS and place + 1 < len(tokens) and tokens[place + 1].low in told:
        return True
    if before.low in _JOINERS and takes_part(tokens, place) and _joined_to_verb(sentence, place):
        return True
    if before.low in _JOINERS:
        return (
            (hit is None or hit[0] < 2 or _goes_with_particle(tokens, place))
            and not _names_an_act(tokens, place)
            and _joined_to_verb(sentence, place)
            and (
                not _noun_like(tokens[place])
                or _begins_object(tokens, place + 1)
                or _serial(sentence, place)
                or _goes_with_particle(tokens, place)
            )
        )
    return False


def _function(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a word stands by itself among the functions of an application: "registration, transfer, scrapping"."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ","
    opened = next((at for at in range(place) if tokens[at].lemma in _FUNCTIONS and tokens[at + 1].low == "for"), place)
    return after in {",", "."} and opened < place and not any(t.low in MODALS | {"to"} for t in tokens[opened:place])


def _named_between(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a word after one person is what is done to something of theirs: "doctor schedule viewing"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    ends = place + 2 >= len(tokens) or (tokens[place + 2].low or tokens[place + 2].text) in _JOINERS
    acts = after is not None and after.low == after.lemma and after.lemma in lexicon().nominals
    return acts and ends and not is_plural(tokens[place - 1].low)


def _beside_half(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a word stands beside half of a name that both share: "choose pick-up and return locations"."""
    half = place > 2 and tokens[place - 2].joined and tokens[place - 2].low in _PARTICLES
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return half and after is not None and after.part is Part.NOUN and is_plural(after.low)


def _names_an_act(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a word of a list is what the noun after it is done to: "course selection, grade inquiry, and …"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    ends = place + 2 >= len(tokens) or tokens[place + 2].low in _JOINERS or not tokens[place + 2].low
    named = after is not None and (after.lemma in lexicon().nominals or after.lemma in _ACTS_NAMED)
    return after is not None and ends and after.low == after.lemma and named


def _goes_with_particle(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a word is half of an act of two: "propose motions, sign up as speakers and vote for the winner"."""
    return place + 2 < len(tokens) and tokens[place + 1].low in _PARTICLES


def _third_person_is_verb(sentence: Sentence, place: int) -> bool:
    before = _before(sentence, place)
    if before is None:
        return False
    if before.low in {"who", "that", "it", "which", "he", "she", "system", "app", "website", "application"}:
        return True
    if _what_it_does(sentence, place):
        return True
    if _subject_ends_at(sentence, place):
        after = sentence.tokens[place + 1].low if place + 1 < len(sentence.tokens) else ""
        return (
            _one_person(sentence, place)
            or _begins_object(sentence.tokens, place + 1)
            or (after in _ASKING and sentence.tokens[place].lemma == "see")
        )
    return (
        before.low in {"and", ",", "or"}
        and _has_verb(sentence, place, "s")
        and (
            _begins_object(sentence.tokens, place + 1)
            or _needs_no_object(sentence.tokens, place)
            or any(token.low in _ASKING for token in sentence.tokens[place + 1 : place + 2])
        )
    )


def _what_it_does(sentence: Sentence, place: int) -> bool:
    """Whether a prompt begins with what the place that it is for does: "a small gallery sells paintings", "an exam
    board keeps candidates"."""
    tokens = sentence.tokens
    verb, opened = tokens[place].verb, tokens[0].low in _ONE
    early = verb is not None and verb.base in _TRADING | _KEEPING | NEEDING and 1 < place < 7 and opened
    plain = early and all(token.part in {Part.NOUN, Part.ADJECTIVE} for token in tokens[1:place])
    return plain and _begins_object(tokens, place + 1)


def _needs_no_object(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a verb decides on what was named before, or has its object with the next: "accepts or rejects them"."""
    acted = tokens[place].verb
    if acted is not None and acted.base in DECIDING:
        return True
    after = place + 1
    while after < len(tokens) and tokens[after].low in _JOINERS:
        after += 1
    verb = tokens[after].verb if place + 1 < after < len(tokens) else None
    return verb is not None and verb.form == "s" and not _noun_like(tokens[place]) and _begins_object(tokens, after + 1)


def _one_person(sentence: Sentence, place: int) -> bool:
    """Whether the subject before a word is one person, with an article: "the owner sees", not "teacher lists"."""
    start = next(start for start, person in sentence.people.items() if start + person.length == place)
    return start == 0 or any(token.low in _ONE for token in sentence.tokens[max(0, start - 2) : start])


def _gerund_is_verb(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    done = after is not None and tokens[place].low in _DONE_TO_MANY and is_plural(after.low)
    if after is not None and after.lemma in _SYSTEM_NOUNS and not done:
        return False
    if tokens[place].low in _TRADES and tokens[place + 1 : place + 2] and tokens[place + 1].lemma in _FIRMS:
        return False
    before = _before(sentence, place)
    if before is not None and (_names_an_amount(tokens, place, before) or before.low == "per"):
        return False
    if _begins_name(tokens, place, before) or is_filled_in(tokens, place):
        return False
    if before is None or before.low in _BEFORE_GERUND:
        return (
            _begins_object(tokens, place + 1)
            or _asks_for(tokens, place)
            or before is None
            or before.low in {"for", "by"}
            or _serial(sentence, place)
        )
    return False


def _asks_for(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a gerund asks for a share in what follows its preposition: "enrolling in courses", "bidding on lots"."""
    verb, after = tokens[place].verb, tokens[place + 1].low if place + 1 < len(tokens) else ""
    return verb is not None and verb.base in lexicon().requests and after in {"for", "in", "on"}


def _names_an_amount(tokens: tuple[Token, ...], place: int, before: Token) -> bool:
    """Whether a gerund is the first half of a field's name: "with starting price, closing date and cooking time"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    named = after is not None and after.part is Part.NOUN and known_attribute((after.low,))
    return named and (before.low in LIST_WORDS or tokens[place].low in _HALF_NAMES or between_fields(tokens, place))


def _begins_name(tokens: tuple[Token, ...], place: int, before: Token | None) -> bool:
    """Whether a gerund is the noun of a known record, or begins its name: "meeting rooms", "sales by building"."""
    hit = lexicon().entity_index.at([token.lemma for token in tokens], place)
    if hit is None:
        return False
    return hit[0] > 1 or (before is not None and before.low == "by" and tokens[place].lemma in _THINGS)


def _before(sentence: Sentence, place: int) -> Token | None:
    place -= 1
    while place >= 0 and sentence.tokens[place].low.endswith("ly") and sentence.tokens[place].low not in _HOW_OFTEN:
        place -= 1
    return sentence.tokens[place] if place >= 0 else None


def _begins_object(tokens: tuple[Token, ...], place: int) -> bool:
    if place >= len(tokens):
        return False
    token = tokens[place]
    if token.part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}:
        return token.low not in MODALS
    return token.part is Part.STOP and token.low not in _NOT_OBJECT


def _noun_like(token: Token) -> bool:
    known = lexicon()
    return (
        token.lemma in known.generic
        or known.entity_index.at([token.lemma], 0) is not None
        or token.lemma in known.nominals
    )


def _is_act_only(tokens: tuple[Token, ...], place: int) -> bool:
    return (
        not _noun_like(tokens[place]) and place + 1 < len(tokens) and tokens[place + 1].low in {",", "and", "or", "of"}
    )


def _subject_ends_at(sentence: Sentence, place: int) -> bool:
    """Whether people are named right before a word, in the place of a subject."""
    return any(
        start + person.length == place and leads_clause(sentence, start) for start, person in sentence.people.items()
    )


def leads_clause(sentence: Sentence, place: int) -> bool:
    """Whether the words before a place leave it to begin a clause, so that people there can be its subject."""
    place = _before_modifiers(sentence, place - 1)
    while place >= 0 and sentence.tokens[place].part in {Part.ADJECTIVE, Part.STOP, Part.NUMBER}:
        low = sentence.tokens[place].low
        if low in _CLAUSE_OPENERS:
            return True
        if low in PREPOSITIONS or low == "of":
            return False
        place -= 1
    return place < 0 or sentence.tokens[place].part is Part.PUNCTUATION


def _before_modifiers(sentence: Sentence, place: int) -> int:
    """Passes up to two nouns that narrow who is meant, as in "food bank volunteers"."""
    for _ in range(2):
        token = sentence.tokens[place] if place >= 0 else None
        if token is None or token.part is not Part.NOUN or token.verb is not None or _within_person(sentence, place):
            break
        place -= 1
    return place


def _has_verb(sentence: Sentence, before: int, form: str) -> bool:
    return any(
        (verb := sentence.tokens[place].verb) is not None
        and verb.form == form
        and (
            _subject_ends_at(sentence, place)
            or sentence.tokens[place - 1].low in _RELATIVE
            or (form == "s" and _what_it_does(sentence, place))
        )
        for place in range(1, before)
    )


def _joined_to_verb(sentence: Sentence, place: int) -> bool:
    """Whether an earlier word of the clause is a verb in its base form: after a modal, "to" or a subject."""
    for earlier in range(place - 1, -1, -1):
        token = sentence.tokens[earlier]
        if (
            token.low in LIST_WORDS
            and not _done_with(sentence.tokens, earlier)
            and not _opens_act(sentence, place)
            and (aside_end(sentence, earlier) or place) >= place
        ):
            return False
        if token.text == ":":
            return earlier + 1 < place and is_verb(sentence, earlier + 1)
        if earlier and sentence.tokens[earlier - 1].low in _JOINERS and takes_part(sentence.tokens, earlier):
            return True
        if token.low in MODALS | {"to", "please"}:
            return True
        if token.verb is not None and token.verb.form == "base" and _subject_ends_at(sentence, earlier):
            return True
        if token.verb is not None and token.verb.form == "base" and earlier == 0:
            return True
    return False


def _done_with(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "with" stands right after what is done: "chat with members, send them files"."""
    verb = tokens[place - 1].verb if place else None
    return verb is not None and verb.form == "base" and verb.base in _SOCIAL


def _opens_act(sentence: Sentence, place: int) -> bool:
    """Whether a word after a list of nouns can only begin another act: "…with photos, follow cooks and save a copy"."""
    if takes_part(sentence.tokens, place):
        return True
    after = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
    closed = _list_is_closed(sentence.tokens, place)
    if after is not None and after.low in PREPOSITIONS and _after_comma_and(sentence.tokens, place):
        return not _noun_like(sentence.tokens[place]) and not known_attribute((sentence.tokens[place].low,))
    beyond = sentence.tokens[place + 2] if place + 2 < len(sentence.tokens) else None
    if after is not None and beyond is not None and _told_and_done(sentence.tokens, place):
        return after.part is Part.NOUN and after.verb is None and is_plural(beyond.low)
    if after is None or (_noun_like(sentence.tokens[place]) and not closed):
        return False
    if closed and beyond is not None and after.part is Part.NOUN and is_plural(beyond.low):
        return True
    if closed and after.low in _JOINERS and beyond is not None and beyond.verb is not None:
        return beyond.verb.form == "base"
    done = after.verb is not None and after.verb.form == "ing"  # "…with call numbers, handle borrowing"
    return after.low in _ONE | _DETERMINERS | _ASKING or (after.part is Part.NOUN and (is_plural(after.low) or done))


def takes_part(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a word is what people do with the things just told of, and no name of a field: "classes with prices and
    register for them", "activities with limited places and sign up for one"."""
    verb = tokens[place].verb
    if verb is None or verb.form != "base":
        return False
    asks = verb.base in lexicon().requests
    particle, beyond, *_ = [*(token.low for token in tokens[place + 1 : place + 3]), "", ""]
    if asks and particle in {"for", "in"} and beyond:
        return True
    if particle in {"in", *_PARTICLES} - {"for"}:
        return beyond in PREPOSITIONS | _DETERMINERS | _ONE | _PRONOUNS | _OTHERS
    noun = _noun_like(tokens[place]) and (verb.base != "book" or place + 1 < len(tokens))  # "choose a time, and book"
    return asks and not noun and not known_attribute((tokens[place].low,))


def _after_comma_and(tokens: tuple[Token, ...], place: int) -> bool:
    return place > 1 and tokens[place - 1].low in {"and", "or"} and tokens[place - 2].text == ","


def _told_and_done(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a verb follows a comma and "and" after what one thing has: "with daily stops, and share travel notes"."""
    return tokens[place].verb is not None and _after_comma_and(tokens, place) and _one_item(tokens, place)


def _one_item(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "with" told of one thing only before a comma and "and": "with daily stops, and share travel notes"."""
    opened = next(at for at in range(place, -1, -1) if at == 0 or tokens[at].low in LIST_WORDS)
    return all(token.text != "," and token.low not in {"and", "or"} for token in tokens[opened : place - 2])


def _list_is_closed(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the list before a place has had its last item: "with stars and photos, and mark reviews as helpful"."""
    while place and tokens[place - 1].low in _JOINERS:
        place -= 1
    for token in reversed(tokens[:place]):
        if token.low in LIST_WORDS or token.text == ":":
            return False
        if token.low in {"and", "or"}:
            return True
    return False


def _serial(sentence: Sentence, place: int) -> bool:
    """Whether a word stands in a series of verbs: "browse, search and download X"."""
    earlier = place - 1
    while earlier >= 0 and sentence.tokens[earlier].low in _JOINERS:
        earlier -= 1
    if earlier < 0 or earlier == place - 1 or sentence.tokens[earlier].verb is None:
        return False
    if _noun_like(sentence.tokens[earlier]):
        return earlier > 0 and (
            sentence.tokens[earlier - 1].low in {"to", "for"} or _subject_ends_at(sentence, earlier)
        )
    return True
