"""Whether a prompt that names no kind of application sells goods: "a website to sell laptops", "flower sales"."""

from dataclasses import dataclass

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.nouns import goods_words
from millwright.factory.generation.reader.segment import Part, Sentence

_NEAR = 4  # tokens between what is done and what it is done to
_LONGEST = 3  # words of a name for goods
_FILLED = word_set("selling_filled")
_TAKING = word_set("selling_taking")
_SHOWING = word_set("selling_showing")
_WORKS = word_set("selling_works")
_SAID = word_set("selling_said")


@dataclass(frozen=True)
class Sale:
    """The kind of application that sells what the prompt names, and the words that say so."""

    domain: str
    because: str


def sale_in(sentences: tuple[Sentence, ...]) -> Sale | None:
    """Where goods are sold: by the house in a shop, by those who use it on a marketplace; nowhere where a word for
    buying stands by itself."""
    found = (_at(sentence, place) for sentence in sentences for place in range(len(sentence.tokens)))
    return next((sale for sale in found if sale is not None), None) or _filled(sentences)


def sells_works(kind: str, sentences: tuple[Sentence, ...]) -> bool:
    """Whether a gallery sells what it shows: "buy artworks", "works for sale", "put sculptures into the cart"."""
    if kind not in _SHOWING or any(token.low == "museum" for sentence in sentences for token in sentence.tokens):
        return False
    return any(_work_at(sentence, place) for sentence in sentences for place in range(len(sentence.tokens)))


def _work_at(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens
    if tokens[place].lemma not in _WORKS or tokens[place].part is not Part.NOUN:
        return False
    before = tokens[max(0, place - 3) : place]
    after = [token.low for token in tokens[place + 1 : place + 5]]
    bought = any(token.verb is not None and token.verb.base in _SAID for token in before)
    return bought or after[:2] == ["for", "sale"] or bool(_FILLED & {*after})


def _at(sentence: Sentence, place: int) -> Sale | None:
    token, tokens = sentence.tokens[place], sentence.tokens
    if token.low in {"sale", "sales"} and _goods_at(sentence, place - _LONGEST, place, ending=True):
        return Sale("shop", sentence.words(max(0, place - 1), place + 1))
    goods = _goods_at(sentence, place + 1, place + 1 + _NEAR) or _sold_online(sentence, place)
    if token.verb is None or not goods:
        return None
    if token.verb.base == "sell":
        by_members = any(start + who.length == place for start, who in sentence.people.items())
        return Sale("marketplace" if by_members else "shop", sentence.words(place, goods))
    if token.verb.base == "compare":
        return Sale("comparing", sentence.words(place, goods))
    online = any(other.low == "online" for other in tokens[place : goods + 2])
    return Sale("shop", sentence.words(place, goods)) if online and token.verb.base in _TAKING else None


def _sold_online(sentence: Sentence, place: int) -> int:
    """Where the name of what is sold online ends, whatever it is: "sells beans online"; 0 where nothing is."""
    tokens = sentence.tokens
    end = next((at for at in range(place + 1, len(tokens)) if tokens[at].part is not Part.NOUN), len(tokens))
    verb = tokens[place].verb
    return (
        end
        if verb is not None and verb.base == "sell" and place + 1 < end < len(tokens) and tokens[end].low == "online"
        else 0
    )


def _filled(sentences: tuple[Sentence, ...]) -> Sale | None:
    """Goods that are put into a cart."""
    cart = next((s for s in sentences if any(token.lemma in _FILLED for token in s.tokens)), None)
    if cart is None or not any(_goods_at(s, 0, len(s.tokens)) for s in sentences):
        return None
    return Sale("shop", next(token.text for token in cart.tokens if token.lemma in _FILLED))


def _goods_at(sentence: Sentence, start: int, end: int, *, ending: bool = False) -> int:
    """Where a name for goods between two places ends (at the second one, if it is to be `ending`); 0 where none is."""
    lemmas = [token.lemma for token in sentence.tokens]
    low, high = max(0, start), min(end, len(lemmas))
    for first in range(low, high):
        for last in range(first + 1, min(first + _LONGEST, high) + 1):
            named = " ".join(lemmas[first:last]) in goods_words() or lemmas[first:last] == ["product"]
            if named and (not ending or last == high):
                return last
    return 0
