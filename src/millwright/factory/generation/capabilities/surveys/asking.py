"""Whether a prompt asks for forms of questions, what it calls them, and whether their answers are right or wrong."""

from dataclasses import replace

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.capabilities.surveys.extras import spans
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Capability
from millwright.factory.generation.reader.words import stems

NAME = "surveys"
_OF_GROUND = frozenset(
    "aerial archaeological asbestos bird boundary building condition damage drone energy field ground home house "
    "hydrographic land marine plot property roof site soil structural topographic tree wildlife".split()
)
_OF_SURVEYORS = frozenset({"surveyor", "surveyors", "surveying", "geodesy", "topography"})
_MARKED = frozenset({"quiz", "exam", "test"})
_WITHOUT_MARKS = frozenset({"personality", "psychological", "aptitude", "psychometric", "self-assessment"})
_PLAINLY_OF_QUESTIONS = frozenset({"question", "questions", "quiz", "quizzes", "online", "options"})
_NEEDS_QUESTIONS = frozenset({"exam", "test", "form"})
_RANKED = frozenset({"leaderboard", "leader", "ranking", "rankings", "top", "fame"})
_WITHIN = frozenset({"answer", "option", "question", "respondent", "response", "submission"})
_EARNED = frozenset({"point", "points", "result", "results", "score", "scores"})
_SAID = _WITHIN | frozenset(
    "answers chart charts choice choices link multiple name options percentage questions rating ratings responses "
    "share statistics title".split()
)
_TIME = frozenset("countdown duration limit minute minutes timer".split())
_PLAIN = frozenset("final knowledge mock multiple online placement practice simulated simulation skill timed".split())
_NAMED = {
    "questionnaire": "questionnaire",
    "quiz": "quiz",
    "survey": "survey",
    "exam": "exam",
    "test": "test_paper",
    "form": "feedback_form",
}
_NONE = frozenset[str]()
_PIECES = frozenset("component effect element field form item layout property template".split())
_FORMS = {"evaluation": "evaluation_form", "feedback": "feedback_form", "satisfaction": "feedback_form"}


def wishes_of(reading: Reading) -> list[Wish]:
    """The wishes for forms of questions; those of the form designer's kind of application among them."""
    found = [wish for wish in reading.wished(NAME) if _is_meant(reading, wish)]
    found += [wish for wish in reading.wished("record_form") if _is_form_of_questions(wish)]
    return sorted(found, key=lambda wish: reading.sentences.index(wish.sentence))


def without_polls(reading: Reading) -> None:
    """Settles "a poll and survey app", where one of the two words stands for both: the one that is said elsewhere."""
    surveys, polls = reading.wished(NAME), reading.wished("polls")
    beside = [(one, other) for one in surveys for other in polls if _beside(one, other)]
    if not beside:
        return
    alone = [wish for wish in surveys if all(wish is not one for one, _ in beside)]
    voted = [wish for wish in polls if all(wish is not other for _, other in beside)]
    dropped = NAME if voted and not alone else "polls" if not voted else ""
    reading.wishes = [wish for wish in reading.wishes if wish.capability.name != dropped]


def is_designed(wishes: list[Wish]) -> bool:
    """Whether people design forms of their own, out of fields of many kinds, rather than ask what they want to know."""
    said = [stems(wish.words) for wish in wishes if wish.capability.name == NAME]
    plain = any(words in listed_stems(NAME, "plain") for words in said)
    return plain or any({*words} >= {*phrase} for words in said for phrase in listed_stems(NAME, "designed"))


def kind_of(wishes: list[Wish]) -> str:
    """The name of the record that the prompt's first word for such a form stands for."""
    if is_designed(wishes):
        return "form"
    for wish in wishes:
        words = [token.lemma for token in wish.sentence.tokens[wish.start : wish.end]]
        noun = next((word for word in reversed(words) if word in _NAMED), None)
        if noun == "form":
            return next((_FORMS[word] for word in words if word in _FORMS), _NAMED[noun])
        if noun is not None:
            return _NAMED[noun]
    return "quiz"


def is_marked(reading: Reading, wishes: list[Wish]) -> bool:
    """Whether answers are right or wrong, and earn points."""
    if is_designed(wishes):
        return False
    said = {token.lemma for wish in wishes for token in wish.sentence.tokens[wish.start : wish.end]}
    around = {token.low for sentence in reading.sentences for token in sentence.tokens}
    tested = said & {"quiz", "exam"} or ("test" in said and not around & _WITHOUT_MARKS)
    return bool(tested or ({"multiple", "choice"} <= said and "survey" not in said))


def is_ranked(wishes: list[Wish]) -> bool:
    """Whether those who take part are ranked by their points."""
    return any(wish.capability.name == NAME and _RANKED & set(wish.words.lower().split()) for wish in wishes)


def absorb_wishes(reading: Reading, wishes: list[Wish], *, marked: bool, timed: bool) -> None:
    """Takes what else is wished of such forms for wishes of this part: their mean ratings, a ranking by points, and
    the forms of questions that other words ask for; says of its questions and results that they are there."""
    own = Capability(NAME, True, words_of()[NAME]["say"])
    mine = {id(wish) for wish in wishes}
    asked = {id(wish.sentence) for wish in wishes}
    taken = {"comments": True, "record_form": True, "ranking": marked, "reviews": not marked, "countdown": timed}
    built = listed_stems(NAME, "built") if is_designed(wishes) else frozenset[tuple[str, ...]]()
    reading.wishes = [
        replace(wish, capability=own)
        if (wish.capability.name == "builder" and stems(wish.words) in built)
        or (
            taken.get(wish.capability.name)
            and (
                id(wish) in mine
                or wish.capability.name in {"countdown", "ranking"}
                or _rates(wish, asked)
                or _answers(wish)
            )
        )
        else wish
        for wish in reading.wishes
    ]
    designed = is_designed(wishes)
    within = _WITHIN | (_NAMED.keys() - {"form"}) | (_EARNED if marked else _NONE) | (_PIECES if designed else _NONE)
    said = (statement for statement in reading.statements if _lemmas(statement) & within)
    reading.wishes += [Wish(own, s.text, s.sentence, s.start, s.end) for s in said]
    told = {"scores": marked, "timed": timed}
    extras = [span for name, built in told.items() if built for span in spans(reading, name)]
    reading.wishes += [Wish(own, s.words(start, end), s, start, end) for s, start, end in extras]


def _rates(wish: Wish, asked: set[int]) -> bool:
    return id(wish.sentence) in asked and wish.words.lower() in {"rating", "ratings", "average rating"}


def _answers(wish: Wish) -> bool:
    return wish.capability.name == "comments" and "question" in wish.words.lower()


def _lemmas(statement: Statement) -> set[str]:
    """The words for what a statement acts on."""
    return {
        token.lemma
        for phrase in statement.phrases
        if phrase.direct
        for token in statement.sentence.tokens[phrase.start : phrase.end]
    }


def absorbed(words: str, *, timed: bool) -> bool:
    """Whether a field only says what every such form has: its questions, answers and results, the limit of its time."""
    known = _SAID | _EARNED | (_TIME if timed else _NONE)
    return bool(set(words.lower().replace("_", " ").split()) & known)


def is_part(name: str, *, marked: bool) -> bool:
    """Whether a record of that name is what such a form consists of."""
    last = name.rsplit("_", 1)[-1]
    return last in _WITHIN or (marked and last in _EARNED)


def _is_meant(reading: Reading, wish: Wish) -> bool:
    if is_designed([wish]):
        of_forms = reading.domain is not None and reading.domain.name == "forms"
        return of_forms or stems(wish.words) not in listed_stems(NAME, "plain")
    tokens = wish.sentence.tokens
    said = [token.lemma for token in tokens[wish.start : wish.end]]
    all_said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    if "survey" in said:
        before = {token.low for token in tokens[max(0, wish.start - 2) : wish.end]}
        return not before & _OF_GROUND and not all_said & _OF_SURVEYORS
    if set(said) & _NEEDS_QUESTIONS and not _PLAIN & set(said):
        return bool(all_said & _PLAINLY_OF_QUESTIONS)
    return True


def _is_form_of_questions(wish: Wish) -> bool:
    said = {token.low for token in wish.sentence.tokens}
    words = set(wish.words.lower().split())
    return bool(words & {"feedback", "survey", "evaluation"} and said & {"question", "questions"})


def _beside(one: Wish, other: Wish) -> bool:
    """Whether two wishes stand side by side, with an "and" or a slash between them at most."""
    if one.sentence is not other.sentence:
        return False
    first, last = sorted((one, other), key=lambda wish: wish.start)
    between = one.sentence.tokens[first.end : last.start]
    return len(between) <= 1 and all(token.low in {"and", "or", "/", "&", ""} or not token.low for token in between)
