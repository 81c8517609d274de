"""What a shop sells in its demonstration: articles of the kind that the prompt is about, each in its own category."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.data import goods_rows, phrases, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.exemplified import goods_told
from millwright.factory.generation.reader.nouns import is_person
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.subject import Phrase, subject_of
from millwright.factory.generation.reader.vocabulary import PhraseIndex, lemma_key
from millwright.factory.generation.reader.words import capital, singular
from millwright.factory.generation.spec import FieldType

_ARTICLES = 10
_PAPERS = 6  # tokens after "download" that name what
_LONGEST = 60

_Place = tuple[int, int, int, int]
"""The sentence, where in it words stand, minus how many they are (more come first), and the number of their kind."""


@dataclass(frozen=True)
class Article:
    """One thing to sell."""

    name: str
    category: str
    price: str


@dataclass(frozen=True)
class Assortment:
    """What shops of a kind sell."""

    words: tuple[tuple[str, ...], ...]
    articles: tuple[Article, ...]
    lines: tuple[str, ...]
    told: tuple[str, ...]
    specs: tuple[str, ...] = ()
    technology: str = ""

    @property
    def descriptions(self) -> tuple[str, ...]:
        """What is said of each article: something of its own, and one of the things that are true of all."""
        if not self.told or not self.lines:
            return self.told or self.lines
        return tuple(f"{own} {self.lines[place % len(self.lines)]}" for place, own in enumerate(self.told))

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of the articles, each once."""
        return tuple(dict.fromkeys(article.category for article in self.articles))


def assort(reading: Reading) -> None:
    """Gives products, and their categories, names of the kind that the prompt tells; others keep the usual ones."""
    product, found = _shown(reading), _assortment(reading)
    if product is not None:
        _specify(reading, product, found)
        _give_papers(reading, product)
    if product is None or found is None or not product.fields:
        return
    product.fields[0].values = tuple(article.name for article in found.articles)
    for field in product.fields:
        if field.type is FieldType.MONEY and "price" in field.name:
            field.values = tuple(article.price for article in found.articles)
        elif field.type is FieldType.LONG_TEXT and "description" in field.name:
            field.values = found.descriptions
        elif field.name == "sku":
            field.values = tuple(_code(article.name, number) for number, article in enumerate(found.articles, 101))
    category = product.field("category")
    if category is not None and category.type is FieldType.CHOICE and not category.because:
        category.choices, category.values = found.categories, ()
    listed = reading.entity("category")
    if (
        listed is not None
        and listed.fields
        and listed.fields[0].type is FieldType.TEXT
        and not listed.fields[0].because
    ):
        listed.fields[0].values, listed.rows = found.categories, len(found.categories)


def _specify(reading: Reading, product: DraftEntity, found: Assortment | None) -> None:
    """What is shown comes with its technical data where the prompt speaks of these, in the words of such articles."""
    words = word_set("specified")
    whose = {"technical", *product.key.split("_")}
    known = [{token.lemma for token in sentence.tokens} for sentence in reading.all_sentences]
    said = next((place for place, lemmas in enumerate(known) if words & lemmas and whose & lemmas), None)
    if said is None or any(words & {singular(word) for word in f.name.split("_")} for f in product.fields):
        return
    field = add_field(product, "technical_specifications long", reading.all_sentences[said].text)
    usual = tuple(phrases(str(table("pools")["wares_specs"]), "|"))
    field.values = found.specs if found is not None and found.specs else usual


def _give_papers(reading: Reading, product: DraftEntity) -> None:
    """What is shown comes with the files that the prompt lets people download: data sheets, manuals, documents."""
    for sentence in reading.sentences:
        tokens = sentence.tokens
        for place, token in enumerate(tokens):
            if token.stem != "download":
                continue
            # "document download", or "download datasheets and manuals"
            near = tokens[place - 1 : place] if place and tokens[place - 1].lemma in word_set("papers") else ()
            for paper in near or tokens[place + 1 : place + _PAPERS]:
                if paper.lemma in word_set("papers") and reading.entity(paper.lemma) is None:
                    add_field(product, f"{paper.lemma}_file file", sentence.text).label = _capital(paper.lemma)


def technology_of(reading: Reading) -> str:
    """How what is made works, as points of a page; nothing where no assortment tells."""
    found = _assortment(reading)
    return found.technology if found is not None else ""


def assorted(reading: Reading, entity: DraftEntity) -> bool:
    """Whether the rows of a record are articles of the lexicon, which know their category."""
    return entity is _shown(reading) and _assortment(reading) is not None


def _shown(reading: Reading) -> DraftEntity | None:
    """What has articles for its rows: what is sold, or else what is let, unless the prompt says of which sorts."""
    lets = reading.domain is not None and reading.domain.name == "car_rental"
    let = reading.entity("equipment_item") if lets else None
    sorted_by = let.field("category") if let else None
    return reading.entity("product") or (None if sorted_by and sorted_by.because else let)


def agree(reading: Reading) -> None:
    """Puts each article of the demonstration into its own category."""
    product, found = _shown(reading), _assortment(reading)
    category = product.field("category") if product else None
    if product is None or found is None or category is None:
        return
    for row, article in zip(product.samples, found.articles, strict=False):
        value = _value(category, article.category, reading.entity("category"))
        if value is not None:
            row["category"] = value


def _value(field: DraftField, category: str, listed: DraftEntity | None) -> str | int | None:
    if field.type is FieldType.CHOICE:
        return choice_value(category) if category in field.choices else None
    if field.type is FieldType.TEXT:
        return category
    if field.type is not FieldType.REFERENCE or listed is None or field.target != listed.name:
        return None
    names = [row[listed.fields[0].name] for row in listed.samples]
    return names.index(category) if category in names else None


def _code(name: str, number: int) -> str:
    letters = "".join(letter for letter in name.upper() if letter.isalpha() and letter.isascii())
    return f"{letters[:3]}-{number}"


def _assortment(reading: Reading) -> Assortment | None:
    """What the shop is about in the first sentence, else the kind whose words stand first in the prompt."""
    about = [phrase for phrase in subject_of(reading.all_sentences) if _sold(phrase)]
    known = [kind for phrase in about if (kind := _kind_at(phrase)) is not None]
    examples = goods_told(reading.all_sentences, reading.domain)
    if examples is not None and not _shows(known, told := [_phrase_of(item) for item in examples.items]):
        return _together([_articles_of(phrase) or made_of(phrase) for phrase in told])
    if known or (about and _sells(reading)):
        return _together([*dict.fromkeys(known or map(made_of, about))])
    return _named_first(reading)


def _shows(kinds: list[Assortment], told: list[Phrase]) -> bool:
    """Whether articles of the kinds are what the prompt has as examples, or most of it."""
    words = {singular(word) for kind in kinds for a in kind.articles for word in _words(f"{a.name} {a.category}")}
    return 2 * sum(phrase.head in words for phrase in told) >= len(told)


def _articles_of(phrase: Phrase) -> Assortment | None:
    """The known articles that are called so, or stand in a category called so; nothing for fewer than two."""
    kind = _kind_at(phrase)
    if kind is None:
        return None
    words = {singular(word) for word in phrase.said.split()}
    places = [at for at, a in enumerate(kind.articles) if words <= {*map(singular, _words(f"{a.name} {a.category}"))}]
    told = tuple(kind.told[at] for at in places) if len(kind.told) == len(kind.articles) else ()
    articles = tuple(kind.articles[at] for at in places)
    return replace(kind, articles=articles, told=told) if len(places) > 1 else None


def _words(text: str) -> list[str]:
    return [word.strip(",.") for word in text.lower().split()]


def _phrase_of(words: tuple[str, ...]) -> Phrase:
    return Phrase(" ".join(words), singular(words[-1]), behind=True, title=capital(" ".join(words)))


def _named_first(reading: Reading) -> Assortment | None:
    """The kind that the prompt names first, the longest words at a place; in a run of names the last one is sold.

    So "handmade jewelry" is jewelry and "organic tea" tea.
    """
    first: _Place | None = None
    for place in sorted(_places(reading)):
        if first is None or place[:2] == (first[0], first[1] - first[2]):
            first = place
    return None if first is None else _assortments()[first[3]]


def _places(reading: Reading) -> Iterator[_Place]:
    for sentence, said in enumerate(reading.sentences):
        for tokens in ([token.lemma for token in said.tokens], [token.low for token in said.tokens]):
            for place, length, number in _index().within(tokens):
                yield sentence, place, -length, number


def named_goods(reading: Reading) -> tuple[str, ...]:
    """What a shop sells in the words of the prompt: "fountain pens", "ink"; nothing for what is no shop."""
    about = subject_of(reading.all_sentences) if _sells(reading) else ()
    return tuple(phrase.said for phrase in about if _sold(phrase))


def _sells(reading: Reading) -> bool:
    return reading.domain is not None and reading.domain.name in {"catalogue", "shop"}


def _sold(phrase: Phrase) -> bool:
    """Whether a phrase is one for things: no act, no people, and not the place where they are sold."""
    last = phrase.said.split()[-1]
    act = last.endswith("ing") or is_person((phrase.head,))
    return phrase.behind and not act and last not in word_set("subject_no_goods")


def _kind_at(phrase: Phrase) -> Assortment | None:
    """The kind whose words end last in a phrase, the longest of them deciding."""
    lemmas = [singular(part) for word in phrase.said.split() for part in word.split("-")]
    ends = [(place + length, length, number) for place, length, number in _index().within(lemmas)]
    return _assortments()[max(ends)[2]] if ends else None


def _together(kinds: list[Assortment]) -> Assortment:
    """One assortment of several kinds, some articles of each, in turn."""
    if len(kinds) == 1:
        return kinds[0]
    each = -(-_ARTICLES // len(kinds))
    places = [(kind, at) for at in range(each) for kind in kinds if at < len(kind.articles)]
    told = [kind.descriptions for kind in kinds]
    said = [own[at % len(own)] for kind, at in places if (own := told[kinds.index(kind)])]
    articles = tuple(kind.articles[at] for kind, at in places)
    return Assortment((), articles, (), tuple(said) if len(said) == len(articles) else ())


@lru_cache(maxsize=8)
def made_of(phrase: Phrase) -> Assortment:
    """Articles for things that the lexicon does not know, called after them: "Small kite", "Kite gift box"."""
    pools, words = table("pools"), phrase.one.split()
    gear = len(words) > 1 and phrase.head in word_set("subject_gear")
    rows = phrases(str(pools["wares_gear" if gear else "wares_many" if phrase.many else "wares_mass"]), "|")
    one, category = " ".join(words[:-1]) if gear else phrase.one, _capital(phrase.said)
    parts = [[part.strip() for part in row.replace("ONE", one).replace("KIND", category).split(" / ")] for row in rows]
    return Assortment((), tuple(Article(_capital(name), group, price) for name, group, price in parts), (), ())


def _capital(name: str) -> str:
    return capital(name)[:_LONGEST]


@cache
def _assortments() -> tuple[Assortment, ...]:
    return tuple(_made(row) for row in goods_rows().values())


@cache
def _index() -> PhraseIndex[int]:
    """The numbers of the kinds, by the words that tell them."""
    index = PhraseIndex[int]()
    for number, kind in enumerate(_assortments()):
        for words in kind.words:
            index.add(words, number)
    return index


def _made(row: dict[str, str]) -> Assortment:
    articles = [[part.strip() for part in item.split(" / ")] for item in phrases(row["goods"], "|")]
    words = [*map(lemma_key, phrases(row["words"])), *(tuple(word.split()) for word in phrases(row["words"]))]
    return Assortment(
        tuple(dict.fromkeys(words)),
        tuple(Article(name, category, price) for name, category, price in articles),
        tuple(phrases(row.get("lines", ""), "|")),
        tuple(phrases(row.get("told", ""), "|")),
        tuple(phrases(row.get("specs", ""), "|")),
        row.get("technology", ""),
    )
