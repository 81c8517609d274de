"""Third stage: who does what with which things, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from millwright.factory.generation.reader.segment import MODALS, PREPOSITIONS, Part, Person, Sentence, Token
from millwright.factory.generation.reader.vocabulary import Act, Verb, lexicon

_JOINERS = frozenset({",", "and", "or", "&", "/"})
_CONTAINERS = frozenset(
    """list catalogue catalog collection database record log diary journal register inventory directory library track set number overview
    history archive table variety range storage movement management kind type series copy batch box view lot lots tracking booking sort
    display creation publication posting recording""".split()
)
LIST_WORDS = frozenset({"with", "including", "containing", "having"})
_ACTED_ON_FOR = frozenset({"apply", "register", "search", "ask", "look", "check", "sign", "pay", "reserve", "vote", "respond", "reply"})
_OWN = frozenset("my their own his her our your".split())
_SYSTEM_NOUNS = frozenset(
    """system app application tool website site platform software program page function feature functionality module service
    portal assistant framework solution experience process capability engine status rule request list record plan mode result
    website's company business shop school club studio""".split()
)


@dataclass(frozen=True)
class Phrase:
    """A run of nouns and adjectives. `direct` phrases are what the verb acts on, others stand after a preposition."""

    start: int
    end: int
    direct: bool


@dataclass
class Statement:
    """One act: the words of the prompt, who does it (if said), the verb and the phrases it acts on."""

    sentence: Sentence
    verb: Verb
    start: int
    end: int
    subject: Person | None = None
    own: bool = False
    phrases: list[Phrase] = field(default_factory=list[Phrase])

    @property
    def text(self) -> str:
        """The prompt's words from the verb to the end of what it acts on."""
        return self.sentence.words(self.start, self.end)


def statements(sentence: Sentence) -> list[Statement]:
    """What a sentence says is done, by verbs and by nouns made of verbs, in order."""
    verbs = [place for place in range(len(sentence.tokens)) if is_verb(sentence, place)]
    found = [_statement(sentence, place, verbs) for place in verbs]
    _share_objects(found)
    _name_subjects(sentence, found)
    return sorted([*found, *_nominal(sentence, verbs)], key=lambda statement: statement.start)


def phrases_between(tokens: tuple[Token, ...], start: int, end: int, verbs: frozenset[int]) -> Iterator[tuple[int, int]]:
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


def is_verb(sentence: Sentence, place: int) -> bool:
    """Whether a word that can be a verb is one where it stands."""
    token = sentence.tokens[place]
    if token.verb is None or token.joined or token.part is not Part.NOUN:
        return False
    if _within_person(sentence, place):
        return False
    if token.verb.form == "base":
        return _base_is_verb(sentence, place)
    if token.verb.form == "ing":
        return _gerund_is_verb(sentence, place)
    return token.verb.form == "s" and _third_person_is_verb(sentence, place)


def _within_person(sentence: Sentence, place: int) -> bool:
    return any(start <= place < start + person.length for start, person in sentence.people.items())


def _base_is_verb(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens
    before = _before(sentence, place)
    if before is None:
        return _begins_object(tokens, place + 1) or _is_act_only(tokens, place)
    if before.low in MODALS | {"to", "please", "i", "we", "they", "who", "that", "you", "not", "also", "then", "helps", "me", "us", "them"}:
        return True
    if _subject_ends_at(sentence, place):
        return _begins_object(tokens, place + 1) or place + 1 == len(tokens) or not _noun_like(tokens[place])
    if before.low in _JOINERS:
        return _joined_to_verb(sentence, place) and (not _noun_like(tokens[place]) or _begins_object(tokens, place + 1) or _serial(sentence, place))
    return False


def _third_person_is_verb(sentence: Sentence, place: int) -> bool:
    before = _before(sentence, place)
    if before is None:
        return False
    if before.low in {"who", "that", "it", "which", "he", "she", "system", "app", "website", "application"}:
        return True
    if _subject_ends_at(sentence, place):
        return True
    return before.low in {"and", ",", "or"} and _has_verb(sentence, place, "s") and _begins_object(sentence.tokens, place + 1)


def _gerund_is_verb(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens
    if place + 1 < len(tokens) and tokens[place + 1].lemma in _SYSTEM_NOUNS:
        return False
    before = _before(sentence, place)
    if before is None or before.low in _JOINERS | {"for", "of", "by", "as", "including", "like", "start", "about", "from", "in", "with", ":", "("}:
        return _begins_object(tokens, place + 1) or before is None or before.low in {"for", "by"} or _serial(sentence, place)
    return False


def _before(sentence: Sentence, place: int) -> Token | None:
    place -= 1
    while place >= 0 and sentence.tokens[place].low.endswith("ly"):
        place -= 1
    return sentence.tokens[place] if place >= 0 else None


def _begins_object(tokens: tuple[Token, ...], place: int) -> bool:
    if place >= len(tokens):
        return False
    token = tokens[place]
    if token.part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}:
        return token.low not in MODALS
    return token.part is Part.STOP and token.low not in PREPOSITIONS | MODALS | {"is", "are", "was", "were", "and", "or", "of", "be", "has", "have"}


def _noun_like(token: Token) -> bool:
    known = lexicon()
    return token.lemma in known.generic or known.entity_index.at([token.lemma], 0) is not None or token.lemma in known.nominals


def _is_act_only(tokens: tuple[Token, ...], place: int) -> bool:
    return not _noun_like(tokens[place]) and place + 1 < len(tokens) and tokens[place + 1].low in {",", "and", "or", "of"}


def _subject_ends_at(sentence: Sentence, place: int) -> bool:
    """Whether people are named right before a word, in the place of a subject."""
    return any(start + person.length == place and _leads_clause(sentence, start) for start, person in sentence.people.items())


def _leads_clause(sentence: Sentence, place: int) -> bool:
    place -= 1
    while place >= 0 and sentence.tokens[place].part in {Part.ADJECTIVE, Part.STOP, Part.NUMBER}:
        if sentence.tokens[place].low in PREPOSITIONS | {"of"} - {"where", "that", "while", "when", "so", "if"}:
            return sentence.tokens[place].low in {"for", "where", "that", "while", "when", "so", "if", "which", "as"}
        place -= 1
    return place < 0 or sentence.tokens[place].part is Part.PUNCTUATION


def _has_verb(sentence: Sentence, before: int, form: str) -> bool:
    return any(
        (verb := sentence.tokens[place].verb) is not None and verb.form == form and _subject_ends_at(sentence, place)
        for place in range(before)
    )


def _joined_to_verb(sentence: Sentence, place: int) -> bool:
    """Whether an earlier word of the clause is a verb in its base form: after a modal, "to" or a subject."""
    for earlier in range(place - 1, -1, -1):
        token = sentence.tokens[earlier]
        if token.low in LIST_WORDS:
            return False
        if token.low in MODALS | {"to", "please"} or (token.part is Part.PUNCTUATION and token.text == ":"):
            return token.text != ":"
        if token.verb is not None and token.verb.form == "base" and _subject_ends_at(sentence, earlier):
            return True
        if token.verb is not None and token.verb.form == "base" and earlier == 0:
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
        return earlier > 0 and (sentence.tokens[earlier - 1].low in {"to", "for"} or _subject_ends_at(sentence, earlier))
    return True


def _statement(sentence: Sentence, place: int, verbs: list[int]) -> Statement:
    tokens = sentence.tokens
    following = [verb for verb in verbs if verb > place]
    limit = following[0] if following else len(tokens)
    limit = _until_subject(sentence, place, limit)
    found = Statement(sentence, _sign_in(tokens, place), place, place + 1)
    direct = True
    begin: int | None = None
    for index in range(place + 1, limit + 1):
        token = tokens[index] if index < limit else None
        if token is not None and token.part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}:
            begin = index if begin is None else begin
            continue
        if begin is not None:
            _add_phrase(found, begin, index, direct=direct)
            begin = None
        if token is None or token.text == ":":
            break
        found.own = found.own or (token.low in _OWN and direct)
        if token.low in PREPOSITIONS and not _contained(tokens, index) and not _acted_on(found, token):
            direct = False
    return found


def _sign_in(tokens: tuple[Token, ...], place: int) -> Verb:
    """Verbs of two words that mean signing in; else the verb itself."""
    verb = tokens[place].verb
    if verb is None:
        raise ValueError(place)
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if (verb.base in {"log", "sign"} and after in {"in", "on", "up", "out"}) or (
        verb.base in {"register", "login"} and after in {",", "and", "", "for", "to", "as", "an", "or"}
    ):
        return Verb(f"{verb.base} {after}".strip(" ,"), Act.SIGN_IN, verb.form)
    return verb


def _until_subject(sentence: Sentence, place: int, limit: int) -> int:
    """The objects of a verb end where the next verb's subject begins."""
    for start, person in sentence.people.items():
        after = start + person.length
        if place < start < limit and (after == limit or sentence.tokens[after].low in MODALS) and _leads_clause(sentence, start):
            return start
    return limit


def _contained(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a preposition only ties a container to its content, as in "keep track on X"."""
    return index > 0 and tokens[index].low in {"on", "for"} and tokens[index - 1].lemma in {"track", "tab"}


def _acted_on(found: Statement, token: Token) -> bool:
    """Whether the words after a preposition are what the verb acts on, as in "apply for jobs"."""
    return not found.phrases and token.low in {"for", "to", "on", "in"} and found.verb.base in _ACTED_ON_FOR


def _add_phrase(statement: Statement, begin: int, end: int, *, direct: bool) -> None:
    tokens = statement.sentence.tokens
    if not any(token.part is Part.NOUN for token in tokens[begin:end]):
        return
    statement.end = max(statement.end, end)
    after = tokens[end].low if end < len(tokens) else ""
    if after == "of" and tokens[end - 1].lemma in _CONTAINERS and end - begin <= 2:
        return
    statement.phrases.append(Phrase(begin, end, direct))


def _share_objects(found: list[Statement]) -> None:
    """In "browse, search and download X" the first two verbs act on X too."""
    for earlier, later in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if not earlier.phrases and later.start - earlier.end <= 2 and earlier.verb.act is not Act.SIGN_IN:
            earlier.phrases = list(later.phrases)
            earlier.end, earlier.own = later.end, later.own


def _name_subjects(sentence: Sentence, found: list[Statement]) -> None:
    """Gives each statement the people named before it in the place of a subject."""
    for statement in found:
        for start in sorted(sentence.people, reverse=True):
            person = sentence.people[start]
            after = start + person.length
            if start < statement.start and _leads_clause(sentence, start) and _rules(sentence, after):
                statement.subject = person
                break
        else:
            words = {token.low for token in sentence.tokens[: statement.start]}
            if words & lexicon().first_person:
                statement.own = True


def _rules(sentence: Sentence, after: int) -> bool:
    if after >= len(sentence.tokens):
        return False
    token = sentence.tokens[after]
    joined = token.low in {"and", "or", ","} and any(start > after and start - after <= 3 for start in sentence.people)
    return token.low in MODALS or is_verb(sentence, after) or joined or token.low in {"who", "also", "then", "only", "to"}


def _nominal(sentence: Sentence, verbs: list[int]) -> list[Statement]:
    """Statements made by nouns: "course management", "order tracking"."""
    nominals = lexicon().nominals
    found: list[Statement] = []
    for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), frozenset(verbs)):
        for place in range(begin + 1, end):
            act = nominals.get(sentence.tokens[place].lemma)
            if act is not None and sentence.tokens[place - 1].part is Part.NOUN:
                verb = Verb(sentence.tokens[place].low, act, "noun")
                found.append(Statement(sentence, verb, begin, place + 1, phrases=[Phrase(begin, place, True)]))
                break
    return found
