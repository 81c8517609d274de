"""Third stage: who does what with which things, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from millwright.factory.generation.reader.asides import aside_end
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.offering import puts_up
from millwright.factory.generation.reader.segment import MODALS, PREPOSITIONS, Part, Person, Sentence, Token
from millwright.factory.generation.reader.verbs import DECIDING, NEEDING, is_verb, leads_clause
from millwright.factory.generation.reader.vocabulary import Act, EntityEntry, EntityKind, RoleKind, Verb, lexicon
from millwright.factory.generation.reader.words import is_plural

_CONTAINERS = word_set("statements_containers")
_ACTED_ON_FOR = frozenset(
    {
        "enroll",
        "enrol",
        "participate",
        "subscribe",
        "apply",
        "register",
        "search",
        "ask",
        "look",
        "check",
        "sign",
        "pay",
        "reserve",
        "vote",
        "respond",
        "reply",
        "rsvp",
        "bid",
    }
)
_ENDING = frozenset({"close", "complete", "finish", "mark", "resolve"})
_EACH = frozenset({"each", "every", "per"})
_JOINERS = frozenset({",", "and", "or"})
_BEING = frozenset({"are", "get", "is"})
_LIGHT = frozenset({"take", "give", "do"})
_MADE = frozenset({EntityKind.LOG, EntityKind.PERSONAL})
_DECIDED = frozenset({EntityKind.WORK, EntityKind.PERSONAL, EntityKind.MONEY})
_PUBLISHED = frozenset({EntityKind.CONTENT, EntityKind.CATALOGUE})
_SENT_IN = frozenset("applicant application candidate claim entry proposal request submission".split())
_SIGNED_UP = frozenset({"attending", "enrolled", "participating", "registered", "subscribed"})
_ENROLLING = frozenset({"apply", "enrol", "enroll", "participate"})
_JUDGING = word_set("statements_judging")
_SIGNED_UP_FOR = frozenset({*_ENROLLING, "join", "register", "rsvp", "sign"})
_EARLY = 7  # tokens in which a prompt says what a place needs
_ORDERED = frozenset({"grouped", "ordered", "sorted"})
_ONE = frozenset({"a", "an", "the"})
_OWN = word_set("statements_own")
_WRITTEN = frozenset({"diary", "journal"})
_BOOKING = frozenset({"book", "reserve"})
_SEATS = frozenset({"place", "seat"})
_MEASURED = frozenset({"reading"})
_RELATIVE = frozenset({"that", "which", "who"})
_OF_THINGS = word_set("statements_of_things")


@dataclass(frozen=True)
class Phrase:
    """A run of nouns and adjectives. `direct` phrases are what the verb acts on, others stand after a preposition."""

    start: int
    end: int
    direct: bool


@dataclass
class Statement:
    """One act: the words of the prompt, who does it (if said), the verb and the phrases it acts on.

    Of one that has no phrases of its own, `back` is the act of a sentence before that has them. `about` is the record
    of the lexicon whose fields the phrases are.
    """

    sentence: Sentence
    verb: Verb
    start: int
    end: int
    subject: Person | None = None
    own: bool = False
    phrases: list[Phrase] = field(default_factory=list[Phrase])
    back: "Statement | None" = None
    about: str = ""

    @property
    def asks(self) -> bool:
        """Whether the verb asks for a share in what others keep; one registers for a course, but registers a dog."""
        if self.verb.base == "apply" and any(phrase.direct for phrase in self.phrases):
            return any(token.low in {"for", "to"} for token in self.sentence.tokens[self.start : self.start + 4])
        if self.verb.base == "register":
            return any(token.low == "for" for token in self.sentence.tokens[self.start : self.start + 4])
        return self.verb.base in lexicon().requests

    @property
    def text(self) -> str:
        """The prompt's words from the verb to the end of what it acts on."""
        return self.sentence.words(self.start, self.end)


def statements(sentence: Sentence) -> list[Statement]:
    """What a sentence says is done, by verbs and by nouns made of verbs, in order."""
    verbs = [place for place in range(len(sentence.tokens)) if is_verb(sentence, place)]
    found = [_statement(sentence, place, verbs) for place in verbs]
    _share_objects(found)
    _resolve_pronouns(found)
    _name_subjects(sentence, found)
    for statement in found:
        statement.verb = _kept_by(statement)
    return sorted([*found, *_nominal(sentence, verbs)], key=lambda statement: statement.start)


def phrases_between(
    tokens: tuple[Token, ...], start: int, end: int, verbs: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """The runs of nouns and adjectives of a stretch of tokens, without the verbs in it."""
    begin: int | None = None
    for place in range(start, end + 1):
        inside = place < end and place not in verbs and tokens[place].part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}
        if inside and begin is None:
            begin = place
        if not inside and begin is not None:
            if any(token.part is Part.NOUN for token in tokens[begin:place]):
                yield begin, place
            begin = None


def for_a_thing(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether one signs up for something that is kept, such as shifts, rather than for an account."""
    ahead = tokens[place + 1 : place + 6]
    opened = [number for number, token in enumerate(ahead[:2]) if token.low == "for"]
    nouns = [token for token in ahead[opened[0] :] if token.part is Part.NOUN] if opened else []
    said_before = bool(opened) and any(token.low in {"it", "them"} for token in ahead[opened[0] + 1 : opened[0] + 2])
    return said_before or (bool(nouns) and nouns[0].lemma not in lexicon().generic)


def _statement(sentence: Sentence, place: int, verbs: list[int]) -> Statement:
    tokens = sentence.tokens
    following = [verb for verb in verbs if verb > place]
    limit = following[0] if following else len(tokens)
    limit = _until_subject(sentence, place, limit)
    found = Statement(sentence, _sign_in(tokens, place), place, place + 1)
    direct, after_of = True, False
    outer: dict[int, bool] = {}
    begin: int | None = None
    for index in range(place + 1, limit + 1):
        token = tokens[index] if index < limit else None
        if token is not None and token.part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}:
            begin = index if begin is None else begin
            continue
        if begin is not None:
            _add_phrase(found, begin, index, direct=direct and not after_of)
            after_of = token is not None and token.low == "of" and _tells_more(found, index)
            begin = None
        if token is None or token.text == ":":
            break
        if (beyond := aside_end(sentence, index)) is not None:
            outer[beyond] = direct
        if token.text == "(" and found.phrases:
            outer.setdefault(_closing(tokens, index), direct)
            direct = False
        if token.low == "like" and found.phrases:
            outer.setdefault(_next_comma(tokens, index), direct)
            direct = False
        if token.low in _RELATIVE and found.phrases:
            outer.setdefault(_done_by(tokens, index), direct)
        outer |= dict.fromkeys(_past_order(tokens, index) if found.phrases else (), True)
        direct = outer.pop(index, direct)
        found.own = found.own or (token.low in _OWN and direct)
        if token.low in PREPOSITIONS and not _contained(tokens, index) and not _acted_on(found, token):
            direct = direct and _seats(found, index)
    found.verb = _kept_by(found)
    found.own = found.own or _assigned(found)
    return found


def _assigned(found: Statement) -> bool:
    """Whether it is about what somebody was given to do: "installers see the projects assigned to them"."""
    ahead = [token.low for token in found.sentence.tokens[found.start + 1 : found.end + 3]]
    told = (ahead[at : at + 3] for at, word in enumerate(ahead) if word in {"assigned", "allocated", "given"})
    return any(words[1:2] == ["to"] and words[2:] in (["them"], ["him"], ["her"], ["me"]) for words in told)


def _closing(tokens: tuple[Token, ...], place: int) -> int:
    """Where a bracket is closed that opens at a place."""
    return next((at for at in range(place, len(tokens)) if tokens[at].text == ")"), len(tokens))


def _next_comma(tokens: tuple[Token, ...], place: int) -> int:
    """Where examples end: "extras like towels and breakfast, and …"."""
    return next((at for at in range(place, len(tokens)) if tokens[at].text == ","), len(tokens))


def _past_order(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Where it ends how things are put in order, before the next of them: "works sorted by year and size, a diary"."""
    if tokens[place].low != "by" or all(token.low not in _ORDERED for token in tokens[max(0, place - 3) : place]):
        return []
    ends = (at for at in range(place + 1, len(tokens) - 1) if tokens[at].text == "," and tokens[at + 1].low in _ONE)
    return [*islice(ends, 1)]


def _done_by(tokens: tuple[Token, ...], place: int) -> int:
    """Where a clause ends in what is done to things: "animals that can be adopted, news and events"."""
    comma = _next_comma(tokens, place)
    return comma if tokens[comma - 1].low.endswith("ed") else len(tokens)


def _kept_by(found: Statement) -> Verb:
    """Verbs that say little by themselves make what they are about: "take attendance", "give marks"."""
    if found.verb.base in NEEDING and found.verb.form == "s" and 1 < found.start < _EARLY:
        return replace(found.verb, act=Act.MANAGE)
    if approves(found):
        return replace(found.verb, act=Act.PROCESS)
    direct = next(((phrase.start, phrase.end) for phrase in found.phrases if phrase.direct), None)
    if puts_up(found.sentence, found.verb, found.subject, direct, own=found.own):
        return replace(found.verb, act=Act.CREATE)
    first = found.phrases[0] if found.phrases and found.verb.base in _LIGHT else None
    if first is None or first.start > found.start + 3 or not first.direct:
        return found.verb
    last = found.sentence.tokens[first.end - 1].lemma
    entry = _record_at(found, first)
    if entry is None and last == "request" and found.verb.base == "take":
        return replace(found.verb, act=Act.PROCESS)
    if entry is None or last in lexicon().generic:
        return found.verb
    if entry.kind is EntityKind.WORK and found.verb.base == "take":
        return replace(found.verb, act=Act.PROCESS)
    return replace(found.verb, act=Act.CREATE) if entry.kind in _MADE else found.verb


def approves(found: Statement) -> bool:
    """Whether somebody looks through what others sent in, rather than writes an opinion: "review applications"."""
    first = next((phrase for phrase in found.phrases if phrase.direct), None)
    if first is None or found.verb.base != "review" or found.verb.form == "noun":
        return False
    lemmas = [token.lemma for token in found.sentence.tokens[first.start : first.end]]
    hits = (lexicon().entity_index.at(lemmas, place) for place in range(len(lemmas)))
    kinds = {hit[1].kind for hit in hits if hit is not None}
    if found.subject is not None and found.subject.kind is RoleKind.ADMIN and kinds & _PUBLISHED:
        return True
    return lemmas[-1] in _SENT_IN or bool(kinds & _DECIDED)


def taken_part_in(found: Statement) -> bool:
    """Whether what is acted on are those who signed up for something: "enrolled students"."""
    first = next((phrase for phrase in found.phrases if phrase.direct), None)
    return first is not None and found.sentence.tokens[first.start].low in _SIGNED_UP


def _sign_in(tokens: tuple[Token, ...], place: int) -> Verb:
    """Verbs of two words that mean signing in; else the verb itself."""
    verb = tokens[place].verb or Verb(tokens[place].low, Act.OTHER, "base")
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if verb.base in {"sign", "register"} and for_a_thing(tokens, place):
        return Verb(verb.base, Act.CREATE, verb.form)
    if (verb.base in {"log", "sign"} and after in {"in", "on", "up", "out"}) or (
        verb.base in {"register", "login"} and after in {",", "and", "", "for", "to", "as", "an", "or"}
    ):
        return Verb(f"{verb.base} {after}".strip(" ,"), Act.SIGN_IN, verb.form)
    return verb


def _until_subject(sentence: Sentence, place: int, limit: int) -> int:
    """The objects of a verb end where the next verb's subject begins: none follow in "clients accept, work is paid"."""
    if sentence.tokens[place + 1 : place + 2] and sentence.tokens[place + 1].text == ",":
        names = {Part.NOUN, Part.ADJECTIVE}
        ahead = range(place + 2, min(place + 6, len(sentence.tokens)))
        being = next((at for at in ahead if sentence.tokens[at].part not in names), 0)
        if being > place + 2 and sentence.tokens[being].low in _BEING:
            return place + 1
    for start, person in sentence.people.items():
        after = start + person.length
        if (
            place < start < limit
            and sentence.tokens[start - 1].low not in _EACH
            and (after == limit or sentence.tokens[after].low in MODALS | _BEING)
            and leads_clause(sentence, start)
        ):
            return _with_modifiers(sentence, place, start)
    return limit


def _with_modifiers(sentence: Sentence, place: int, start: int) -> int:
    """Where a subject begins with the nouns that narrow who is meant: "submit complaints, property staff answer"."""
    begin = start
    while begin > place + 1 and sentence.tokens[begin - 1].part is Part.NOUN and begin - 1 not in sentence.people:
        begin -= 1
    before = sentence.tokens[begin - 1]
    return begin if (before.low or before.text) in _JOINERS else start


def _contained(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a preposition only ties a container to its content, as in "keep track on X"."""
    return index > 0 and tokens[index].low in {"on", "for"} and tokens[index - 1].lemma in {"track", "tab"}


def _acted_on(found: Statement, token: Token) -> bool:
    """Whether the words after a preposition are what the verb acts on, as in "apply for jobs"."""
    return not found.phrases and token.low in {"for", "to", "on", "in"} and found.verb.base in _ACTED_ON_FOR


def _tells_more(found: Statement, index: int) -> bool:
    """Whether "of" narrows what was acted on ("fields of a form") instead of opening a container ("list of books")."""
    return bool(found.phrases) and found.phrases[-1].end == index


def _seats(statement: Statement, end: int) -> bool:
    """Whether what is booked is a place in something that takes place: "book places on tours"."""
    tokens = statement.sentence.tokens
    into = end < len(tokens) and tokens[end].low in {"at", "for", "in", "on"}
    return into and statement.verb.base in _BOOKING and tokens[end - 1].lemma in _SEATS


def _add_phrase(statement: Statement, begin: int, end: int, *, direct: bool) -> None:
    tokens = statement.sentence.tokens
    if not any(token.part is Part.NOUN for token in tokens[begin:end]):
        return
    statement.end = max(statement.end, end)
    begin -= tokens[begin - 1].low == "used" and begin - 1 > statement.start
    if _seats(statement, end):
        return
    after = tokens[end].low if end < len(tokens) else ""
    kept = end - begin == 2 and tokens[begin].part is Part.NOUN and tokens[end - 1].lemma in _WRITTEN
    if after == "of" and tokens[end - 1].lemma in _CONTAINERS and end - begin <= 2 and not kept:
        return
    statement.phrases.append(Phrase(begin, end, direct))


def _share_objects(found: list[Statement]) -> None:
    """In "browse, search and download X" the first two verbs act on X too."""
    for earlier, later in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        between = {token.low for token in later.sentence.tokens[earlier.end : later.start]}
        asks_leave = "to" in between and earlier.verb.base in lexicon().requests
        others = any(earlier.end <= start < later.start for start in later.sentence.people)
        near = later.start - earlier.end <= 2 and not asks_leave and not others
        apart = earlier.verb.base in _ENROLLING and later.verb.act is Act.VIEW
        if not earlier.phrases and near and not apart and earlier.verb.act is not Act.SIGN_IN:
            earlier.phrases = list(later.phrases)
            earlier.end, earlier.own = later.end, later.own


def _resolve_pronouns(found: list[Statement]) -> None:
    """In "take orders and mark them ready" the second verb acts on orders too.

    What is closed, finished or marked is work, also where something else was named since: "take tickets, log time
    spent and close them".
    """
    meant: list[Phrase] = []
    for number, statement in enumerate(found):
        after = [token.low for token in statement.sentence.tokens[statement.start + 1 : statement.start + 3]]
        direct = [phrase for phrase in meant if phrase.direct]
        beside = [phrase for phrase in statement.phrases if not phrase.direct]
        objects = len(beside) < len(statement.phrases)
        if after and (after[0] in {"them", "it", "these", "those"} or after[-1] == "ones"):
            worked = _worked_on(found[:number]) if statement.verb.base in _ENDING and after[0] == "them" else []
            statement.phrases = [*(worked or direct), *beside] if worked or direct else statement.phrases
            shared = [known for known in found[:number] if {*known.phrases} & {*statement.phrases}]
            statement.own = statement.own or any(known.own and _assigned(known) for known in shared)
        elif not statement.phrases and (statement.verb.base in DECIDING | _JUDGING or _asks_for_it(statement)):
            statement.phrases = direct
        elif not objects and statement.verb.base in DECIDING:
            # "Accept or reject them with a reason": what a decision comes with is not what it is about.
            statement.phrases = [*direct, *beside]
        meant = statement.phrases or meant


def _asks_for_it(statement: Statement) -> bool:
    """Whether people ask for a share in what was told of before: "see the courses and enrol", "… and register for
    them"."""
    tokens, after = statement.sentence.tokens, statement.start + 1
    if statement.verb.base.split()[0] not in _SIGNED_UP_FOR:
        return False
    while after < len(tokens) and tokens[after].low in {"for", "in", "up"}:
        after += 1
    pronoun = after < len(tokens) and tokens[after].low in {"it", "them", "one"}
    return pronoun or (statement.verb.base in _ENROLLING and statement.verb.act is not Act.SIGN_IN)


def refer_back(said: list[Statement]) -> None:
    """Tells acts that have no object of their own what they are about: "workers report faults; managers close them"."""
    for number, statement in enumerate(said):
        tokens = statement.sentence.tokens
        led = any(token.low == "them" for token in tokens[statement.start + 1 : statement.start + 4])
        if any(phrase.direct for phrase in statement.phrases) or statement.verb.act is not Act.PROCESS or not led:
            continue
        earlier = [known for known in said[:number] if known.sentence is not statement.sentence and known.phrases]
        last = [known for known in earlier if earlier and known.sentence is earlier[-1].sentence]
        worked = [known for known in last if _worked_on([known])]
        statement.back = next(iter((worked or last)[-1:]), None)


def _worked_on(before: list[Statement]) -> list[Phrase]:
    """What earlier verbs act on that is worked off: the last record of work that they name."""
    for statement in reversed(before):
        for phrase in (known for known in statement.phrases if known.direct):
            hit = _record_at(statement, phrase)
            if hit is not None and hit.kind in _DECIDED:
                return [phrase]
    return []


def _record_at(statement: Statement, phrase: Phrase) -> EntityEntry | None:
    """The record that a phrase ends in, by its longest name: a work order is no order."""
    lemmas = [token.lemma for token in statement.sentence.tokens[phrase.start : phrase.end]]
    while lemmas and statement.sentence.tokens[phrase.start + len(lemmas) - 1].part is Part.ADJECTIVE:
        lemmas.pop()
    for place in range(len(lemmas)):
        hit = lexicon().entity_index.at(lemmas, place)
        if hit is not None and place + hit[0] == len(lemmas):
            return hit[1]
    return None


def _name_subjects(sentence: Sentence, found: list[Statement]) -> None:
    """Gives each statement the people named before it in the place of a subject."""
    for statement in found:
        for start in sorted(sentence.people, reverse=True):
            person = sentence.people[start]
            after = start + person.length
            rules = _rules(sentence, after) or (_is_acted_on(sentence, after) and statement.start > after + 1)
            told = _headed(sentence, start, after) and statement.verb.form == "base"
            if start < statement.start and (told or (leads_clause(sentence, start) and rules)):
                statement.subject = person
                _take_antecedent(statement, start)
                break
        else:
            words = {token.low for token in sentence.tokens[: statement.start]}
            if words & lexicon().first_person:
                statement.own = True


def _headed(sentence: Sentence, start: int, after: int) -> bool:
    """Whether a list of what people do stands after whom the title names: "a system for residents: pay fees"."""
    opens = after < len(sentence.tokens) and sentence.tokens[after].text == ":"
    return opens and start > 1 and sentence.tokens[start - 1].low == "for"


def _take_antecedent(statement: Statement, subject: int) -> None:
    """In "deals that reps move through stages" the verb acts on what stands before "that"."""
    tokens = statement.sentence.tokens
    opened = subject and tokens[subject - 1].low in {"that", "which"}
    if opened and statement.start - subject <= 3 and not any(phrase.direct for phrase in statement.phrases):
        begin = subject - 1
        while (
            begin
            and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE}
            and not is_verb(statement.sentence, begin - 1)
        ):
            begin -= 1
        if begin < subject - 1:
            statement.phrases.insert(0, Phrase(begin, subject - 1, True))


def _rules(sentence: Sentence, after: int) -> bool:
    if after >= len(sentence.tokens):
        return False
    token = sentence.tokens[after]
    following = sentence.tokens[after + 1].low if after + 1 < len(sentence.tokens) else ""
    able = [token.low for token in sentence.tokens[after + 1 : after + 3]] == ["be", "able"]
    if token.low in MODALS and following in _OF_THINGS and not (able or is_plural(sentence.tokens[after - 1].low)):
        return False
    joined = token.low in {"and", "or", ","} and any(start > after and start - after <= 3 for start in sentence.people)
    return (
        token.low in MODALS or is_verb(sentence, after) or joined or token.low in {"who", "also", "then", "only", "to"}
    )


def _is_acted_on(sentence: Sentence, after: int) -> bool:
    """Whether something is done to the people before a place: "agents are assigned to tickets and resolve them"."""
    words = [token.low for token in sentence.tokens[after : after + 2]]
    return len(words) == 2 and words[0] in {"are", "get"} and words[1].endswith("ed")


def _nominal(sentence: Sentence, verbs: list[int]) -> list[Statement]:
    """Statements made by nouns: "course management", "order tracking"."""
    nominals = lexicon().nominals
    found: list[Statement] = []
    for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), frozenset(verbs)):
        for place in range(begin + 1, end):
            act = nominals.get(sentence.tokens[place].lemma)
            person = any(start < place < start + who.length for start, who in sentence.people.items())
            lemma = sentence.tokens[place].lemma
            rated = lemma == "review" and lexicon().role_index.at([sentence.tokens[place - 1].lemma], 0) is not None
            named = lemma in _MEASURED and lexicon().entity_index.at([t.lemma for t in sentence.tokens], place - 1)
            if act is not None and sentence.tokens[place - 1].part is Part.NOUN and not (person or rated or named):
                verb = Verb(sentence.tokens[place].low, act, "noun")
                found.append(Statement(sentence, verb, begin, place + 1, phrases=[Phrase(begin, place, True)]))
                break
    return found
