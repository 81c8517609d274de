"""Whether a prompt asks for forms of questions, what it calls them, and whether their answers are right or wrong."""

from dataclasses import replace

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import Reading

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
_NAMED = {
    "questionnaire": "questionnaire",
    "quiz": "quiz",
    "survey": "survey",
    "exam": "exam",
    "test": "test_paper",
    "form": "feedback_form",
}
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


def kind_of(wishes: list[Wish]) -> str:
    """The name of the record that the prompt's first word for such a form stands for."""
    for wish in wishes:
        words = [token.lemma for token in wish.sentence.tokens[wish.start : wish.end]]
        noun = next((word for word in reversed(words) if word in _NAMED), None)
        if noun == "form":
            return next((_FORMS[word] for word in words if word in _FORMS), _NAMED[noun])
        if noun is not None:
            return _NAMED[noun]
    return "quiz"


def is_marked(wishes: list[Wish]) -> bool:
    """Whether answers are right or wrong, and earn points."""
    said = {token.lemma for wish in wishes for token in wish.sentence.tokens[wish.start : wish.end]}
    around = {token.low for wish in wishes for token in wish.sentence.tokens}
    tested = said & {"quiz", "exam"} or ("test" in said and not around & _WITHOUT_MARKS)
    return bool(tested or ({"multiple", "choice"} <= said and "survey" not in said))


def absorbed(words: str) -> bool:
    """Whether a field or a record only says what every such form has: its questions, answers and results."""
    return bool(set(words.lower().replace("_", " ").split()) & _WITHIN)


_WITHIN = frozenset(
    "answer answers chart charts choice choices link multiple name option options percentage point points question "
    "questions rating ratings respondent response responses result results score scores share statistics title".split()
)


def _is_meant(reading: Reading, wish: Wish) -> bool:
    tokens = wish.sentence.tokens
    said = [token.lemma for token in tokens[wish.start : wish.end]]
    all_said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    if "survey" in said:
        before = {token.low for token in tokens[max(0, wish.start - 2) : wish.end]}
        return not before & _OF_GROUND and not all_said & _OF_SURVEYORS
    if set(said) & _NEEDS_QUESTIONS and not {"online", "mock", "multiple"} & set(said):
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


def as_surveys(wishes: list[Wish]) -> list[Wish]:
    """The wishes as those of this capability, whatever their words ask for elsewhere."""
    own = next((wish.capability for wish in wishes if wish.capability.name == NAME), None)
    return [replace(wish, capability=own) if own else wish for wish in wishes]
