"""Which kind of application a prompt describes."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.nouns import goods_words
from millwright.factory.generation.reader.segment import PREPOSITIONS, Part, Sentence
from millwright.factory.generation.reader.selling import sale_in, sells_works
from millwright.factory.generation.reader.sorted_such import places_of_values
from millwright.factory.generation.reader.vocabulary import Domain, lexicon

_LETTING = frozenset({"hire", "rental", "rentals", "lending"})
_WORK = word_set("domain_work")
_TALK = frozenset({"forum", "community"})
_OPENERS = word_set("functions_openers")
_MANAGED = "management"
_WHOM = 0.4
_SURE = 2.0
_FUNCTION = 0.35
_NEAR = 5  # tokens in which it is said for whom an application is
_TITLE = 12  # tokens in which a prompt says what is to be built
_LENDING = 9.0
_SELLING = 2.5
_BUILT_FOR = frozenset({"app", "application", "page", "platform", "portal", "site", "system", "website"})


def find_domain(sentences: tuple[Sentence, ...]) -> tuple[Domain | None, str]:
    """The kind of application whose words the prompt uses most, earlier and longer ones first, and those words."""
    scores: dict[str, float] = {}
    functions: dict[str, float] = {}
    because: dict[str, tuple[int, str]] = {}
    title = _title_end(sentences[0]) if sentences else 0
    whom = _for_whom(sentences[0]) if sentences else 0
    site = title - 1 if title and sentences[0].tokens[title - 1].lemma in _BUILT_FOR else title
    for number, sentence in enumerate(sentences):
        values = places_of_values(sentence)
        lemmas = ["" if at in values else token.lemma for at, token in enumerate(sentence.tokens)]
        place = 0
        while place < len(lemmas):
            hit = lexicon().domain_index.at(lemmas, place)
            for domain in hit[1] if hit else ():
                words = sentence.words(place, place + (hit[0] if hit else 1))
                gain = (hit[0] if hit else 1) ** 1.5 * (
                    3.0 if number == 0 and place < 14 else 2.0 if number == 0 else 1.0
                )
                ends = number == 0 and hit is not None and place + hit[0] in {title, site}
                named = hit is not None and place + hit[0] == site < title
                told = ends and (named or not domain.broad) and not lemmas[title - 1].endswith("ing")
                gain *= 1.5 if told else 1.0
                gain *= _WHOM if whom <= place < whom + _NEAR and number == 0 else 1.0
                told_by = functions if _of_functions(lemmas, place + (hit[0] if hit else 1)) else scores
                told_by[domain.name] = told_by.get(domain.name, 0.0) + gain * (0.7 if domain.broad else 1.0)
                if because.get(domain.name, (0, ""))[0] < (hit[0] if hit else 0):
                    because[domain.name] = (hit[0] if hit else 1, words)
            place += hit[0] if hit else 1
    _add_functions(scores, functions)
    if sentences and (said := _lends(sentences[0], title)):
        scores["car_rental"] = scores.get("car_rental", 0.0) + _LENDING
        because.setdefault("car_rental", (1, said))
    if sentences and (talked := _forum(sentences[0], title)):
        scores["community"] = scores.get("community", 0.0) + _LENDING
        because["community"] = (1, talked)
    if (sale := sale_in(sentences)) is not None:
        scores[sale.domain] = scores.get(sale.domain, 0.0) + _SELLING
        because.setdefault(sale.domain, (1, sale.because))
    _add_core_words(scores, sentences)
    if not scores:
        return None, ""
    best = max(scores, key=lambda name: (scores[name], -list(lexicon().domains).index(name)))
    if scores[best] < _SURE or best not in because:
        return None, ""
    kind = "art_sale" if sells_works(best, sentences) else best
    return lexicon().domains[kind], because[best][1]


def _lends(sentence: Sentence, title: int) -> str:
    """The words that say that something is let: "Party tent hire: …", "a toy rental website"."""
    tokens = sentence.tokens
    ends = 1 < title < len(tokens) and tokens[title].text in {":", ","}
    if ends and tokens[title - 1].low in _LETTING:
        return tokens[title - 1].text
    built = title > 1 and tokens[title - 1].lemma in _BUILT_FOR and tokens[title - 2].low in _LETTING
    before = built and title > 2 and tokens[title - 3].lemma in goods_words()
    after = built and title < len(tokens) and tokens[title].low == "for"
    named = after and any(token.lemma in goods_words() for token in tokens[title + 1 : title + 1 + _NEAR])
    return sentence.words(title - 3 if before else title - 2, title - 1) if before or named else ""


def _forum(sentence: Sentence, title: int) -> str:
    """The word by which a title says that people talk there, whatever about: "a gardening forum for …", "an exchange
    platform for …", where no goods are named that would change hands."""
    tokens = sentence.tokens
    last = [token.low for token in tokens[max(0, title - 3) : title + 1]]
    if last[1:] in (["exchange", built, "for"] for built in _BUILT_FOR) and last[0] in {"a", "an", "the"}:
        return sentence.words(title - 2, title)
    ends = (token for token in sentence.tokens[max(0, title - 2) : title] if token.lemma in _TALK)
    return next((token.text for token in ends), "")


def _for_whom(sentence: Sentence) -> int:
    """Where a title that has said what work is done tells for whom: "a repair request website for a university"."""
    tokens = sentence.tokens[:_TITLE]
    place = next((at for at, token in enumerate(tokens) if token.low == "for"), len(tokens))
    work = any(token.lemma in _WORK for token in tokens[:place])
    one = place + 1 < len(tokens) and tokens[place + 1].low in {"a", "an", "our", "the"}
    return place + 1 if work and one else len(sentence.tokens)


def _title_end(sentence: Sentence) -> int:
    """Where the first sentence has said what is to be built: what its last words there name weighs most."""
    for place, token in enumerate(sentence.tokens):
        nouns = any(known.part is Part.NOUN and known.verb is None for known in sentence.tokens[:place])
        if nouns and (token.low in PREPOSITIONS or token.part is Part.PUNCTUATION):
            return place
    return len(sentence.tokens)


def _add_functions(scores: dict[str, float], functions: dict[str, float]) -> None:
    """Adds what the names of functions tell: little where the rest tells the kind, for every trade has customers."""
    weight = _FUNCTION if max(scores.values(), default=0.0) >= _SURE else 1.0
    for name, gain in functions.items():
        scores[name] = scores.get(name, 0.0) + gain * weight


def _of_functions(lemmas: list[str], end: int) -> bool:
    """Whether words end the name of a function in the list of them: "functionalities for customer management"."""
    listed = next((at for at, lemma in enumerate(lemmas) if lemma in _OPENERS), len(lemmas))
    return listed < end and lemmas[end - 1] == _MANAGED


def _add_core_words(scores: dict[str, float], sentences: tuple[Sentence, ...]) -> None:
    """A kind that is already in question gains when the prompt names the records that it is about."""
    found: set[str] = set()
    for sentence in sentences:
        lemmas = [token.lemma for token in sentence.tokens]
        for place in range(len(lemmas)):
            hit = lexicon().entity_index.at(lemmas, place)
            if hit is not None:
                found.add(hit[1].name)
    for name in scores:
        scores[name] += 0.6 * sum(entity in found for entity in lexicon().domains[name].core)
