"""Whether strangers come to an application: a public site, or a workspace for people who sign in."""

from dataclasses import replace

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention
from millwright.factory.generation.reader.nouns import is_person
from millwright.factory.generation.reader.segment import PREPOSITIONS, Part, Sentence, Token
from millwright.factory.generation.reader.vocabulary import Act, Domain, lexicon
from millwright.factory.generation.reader.words import plural

_PLACES = word_set("sites_places")
_WORDS = word_set("sites_words")
_INWARD = word_set("sites_inward")
_BROWSING = word_set("sites_browsing")
_KEEPING = word_set("sites_keeping")
_PUBLIC_DOMAINS = word_set("sites_public_domains")
_INWARD_DOMAINS = word_set("sites_inward_domains")
_BUILDING = word_set("explaining_implied")
_TRADES = word_set("sites_trades")
_CIRCLES = word_set("sites_circles")
_MANAGING = frozenset({"management", "system"})
_ENOUGH = 2.0
_STRANGERS = frozenset({"readers", "visitors", "tourists", "viewers", "listeners"})
_TITLE = 3  # tokens that can name the site itself
_ADDING = frozenset({"add", "attach", "choose", "customise", "customize", "include", "personalise", "personalize"})
_SENT_IN = frozenset({"lead", "message", "contact"})
_CORRESPONDING = word_set("sites_corresponding_domains")


def site_words(sentences: tuple[Sentence, ...], wishes: list[Wish], domain: Domain | None) -> str:
    """The words of the prompt that ask for a public site; nothing when it asks for a workspace."""
    if not sentences:
        return ""
    title = _title(sentences[0])
    lemmas = {token.lemma for token in title}
    place = _first(title, _PLACES) or _first(title, _WORDS)
    pages = next((w.words for w in wishes if w.capability.name == "public_pages" and not w.refused), "")
    browsed = next((words for sentence in sentences if (words := _browsed(sentence))), "")
    signs_in = any(wish.capability.name == "sign_in" and not wish.refused for wish in wishes)
    is_page = bool(title) and title[-1].lemma == "page"
    score = 3.0 if lemmas & _PLACES else 2.0 if is_page or lemmas & _WORDS else 0.0
    score += 3.0 if pages else 0.0
    score += 1.0 if any(token.low == "visitors" for sentence in sentences for token in sentence.tokens) else 0.0
    score += 2.0 if browsed else -1.0 if signs_in else 0.0
    score -= 3.0 if lemmas & _INWARD else 4.0 if _MANAGING.issubset(token.lemma for token in title[-2:]) else 0.0
    score += 3.0 if any(_read_by_strangers(sentence) for sentence in sentences) else 0.0
    score += 3.0 if domain is not None and domain.name in _CIRCLES else 0.0
    if domain is not None and domain.name in _PUBLIC_DOMAINS:
        keeps = any(token.lemma in _KEEPING for token in sentences[0].tokens)
        score += 1.0 if signs_in or keeps else 2.0
    elif domain is not None and _inward(domain, lemmas):
        score -= 2.0
    return (place or pages or browsed or title[-1].text) if score >= _ENOUGH else ""


def _read_by_strangers(sentence: Sentence) -> bool:
    """Whether readers or visitors, told apart from those who write, look around: "readers browse articles"."""
    for start, person in sentence.people.items():
        after = sentence.tokens[start + person.length : start + person.length + 6]
        named = sentence.tokens[start].low in _STRANGERS
        if named and any(token.lemma in _BROWSING or token.low == "read" for token in after):
            return True
    return False


def _title(sentence: Sentence) -> tuple[Token, ...]:
    """The words up to where the first sentence begins to tell what the application is for."""
    found: list[Token] = []
    for token in sentence.tokens:
        nouns = any(known.part is Part.NOUN and known.verb is None for known in found)
        if nouns and (token.low in PREPOSITIONS or token.text in {",", ":", "("}):
            break
        found.append(token)
    return tuple(found)


def _inward(domain: Domain, lemmas: set[str]) -> bool:
    """Whether a kind of application is for people who work in it; the websites of trades are for their customers."""
    return domain.name in _INWARD_DOMAINS or (domain.name in _TRADES and not lemmas & (_PLACES | _WORDS))


def _first(tokens: tuple[Token, ...], words: frozenset[str]) -> str:
    return next((token.text for token in tokens if token.lemma in words), "")


def _browsed(sentence: Sentence) -> str:
    """What people look around in, unless it is their own."""
    for place, token in enumerate(sentence.tokens[:-1]):
        if token.lemma in _BROWSING and sentence.tokens[place + 1].low not in {"their", "its", "my", "own"}:
            return sentence.words(place, place + 4)
    return ""


def spoken_to_visitors(mentions: list[Mention], site: str, domain: Domain | None, wishes: list[Wish]) -> list[Mention]:
    """On a site, messages, leads and contacts are what visitors send in; its pages are no records unless they are kept.

    Where people write to each other messages stay what they are, and what they add to a thing is none.
    """
    if not site:
        return mentions
    keeps = {Act.CREATE, Act.MANAGE, Act.DELETE, Act.PROCESS}
    paged = any(m.key == "web_page" and m.act in keeps for m in mentions)
    kept = [m for m in mentions if (m.key != "web_page" or paged) and not _itself(m)]
    each_other = any(wish.capability.name == "messages" and not wish.refused for wish in wishes)
    if each_other:
        return [m for m in kept if m.key != "message"]
    if domain is not None and domain.name in _CORRESPONDING:
        return kept
    sent_in = lexicon().entities["contact_message"]
    kept = [m for m in kept if m.key != "message" or m.statement is None or m.statement.verb.base not in _ADDING]
    return [replace(m, key=sent_in.name, entry=sent_in) if m.key in _SENT_IN else m for m in kept]


def _itself(mention: Mention) -> bool:
    """Whether an unknown thing is the site that is to be built, or the head of the list of its pages."""
    listed = mention.place > _TITLE and mention.act is Act.MANAGE and mention.statement is None
    if (
        mention.entry is None
        and (listed or is_person(mention.words))
        and (
            plural(mention.words[-1]) in mention.because.lower() or mention.because.lower().endswith(mention.words[-1])
        )
    ):
        return False
    statement = mention.statement
    by_nobody = statement is None or (statement.verb.base in _BUILDING and statement.subject is None)
    return mention.entry is None and by_nobody
