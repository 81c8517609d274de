"""What visitors write to those whose site it is: a "consultation request" is a message with what is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList, Reading
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, Domain, RoleKind, lexicon

MESSAGE = "contact_message"
_SENDING = word_set("inquiries_sending")
_TAKING = word_set("inquiries_taking")
_DECIDED = word_set("inquiries_decided")
_HOUSES = word_set("inquiries_houses")
_INQUIRIES = frozenset({"inquiry", "enquiry"})
_REQUEST = "request"
_FORMS = (("contact", "form"), ("inquiry", "form"), ("enquiry", "form"), ("lead", "form"), ("message", "form"))
_OFFERS = "quote_request"
_OFFERED = frozenset({"quotation", "quote", "quotes", "estimate"})
_NEAR = 5  # tokens between a verb and what is sent by it


def with_inquiries(
    domain: Domain | None, because: str, said: Sequence[Statement], site: str
) -> tuple[Domain | None, str]:
    """The kind of application in which what visitors send in is a message, whatever it is about, and the words that
    told the kind; a site of which nothing else is known is that of a company if one writes to it."""
    if not site:
        return domain, because
    if domain is None and written_to(said):
        domain, because = lexicon().domains["company_site"], site
    if domain is None:
        return domain, because
    means: dict[str, str] = {}
    for sentence, begin, end in inquiries(said, domain):
        lemmas = [token.lemma for token in sentence.tokens[begin:end]]
        means |= {" ".join(lemmas[start:]): MESSAGE for start in range(len(lemmas))}
    return (replace(domain, means={**domain.means, **means}) if means else domain), because


def without_acts(said: Sequence[Statement], domain: Domain | None, site: str) -> list[Statement]:
    """The statements without those that take what is sent in for something looked up: the "inquiry" of "a repair
    inquiry" says nothing about repairs."""
    spans = list(inquiries(said, domain)) if site else []
    return [s for s in said if s.verb.form != "noun" or not any(_stands_in(s, *span) for span in spans)]


def inquiries(said: Sequence[Statement], domain: Domain | None) -> Iterator[tuple[Sentence, int, int]]:
    """The phrases that name what visitors send in: any inquiry, and requests that are answered rather than decided."""
    for statement in said:
        if statement.subject is not None and statement.subject.kind is RoleKind.ADMIN:
            continue
        base, sentence = statement.verb.base, statement.sentence
        if statement.verb.form == "noun" or base not in _SENDING | _TAKING:
            continue
        for begin, end in _objects(statement):
            words = [token.lemma for token in sentence.tokens[begin:end]]
            if words[-1] in _INQUIRIES or (base in _SENDING and _is_request(words, said, domain)):
                yield sentence, begin, end


def written_to(said: Sequence[Statement]) -> bool:
    """Whether visitors write to those whose site it is, as they do to a company."""
    return any(True for _ in inquiries(said, lexicon().domains["company_site"]))


def of_forms(lists: Sequence[FieldList], site: str) -> list[FieldList]:
    """What visitors enter in the sentence that has a form belongs to that form: "enter their roof area, and then fill
    out the contact form, submitting their name"."""
    if not site:
        return [*lists]
    said = [replace(x, head=_named_before(x)) if not x.head else x for x in lists]
    said = [replace(x, of=_OFFERS) if _asks_for_offer(x) else x for x in said]
    return [replace(x, head=form) if x.entered and not x.head and (form := _form(x)) else x for x in said]


def _asks_for_offer(listing: FieldList) -> bool:
    """Whether a list tells what a form asks by which people want an offer: "a quotation form with weight"."""
    head = listing.sentence.tokens[slice(*listing.head)] if listing.head is not None and not listing.of else ()
    return len(head) > 1 and head[-1].low == "form" and bool({token.low for token in head[:-1]} & _OFFERED)


def _named_before(listing: FieldList) -> tuple[int, int] | None:
    """The form whose fields a list tells that stands right before it, also where it names a page: "a contact form with
    name and wedding date"."""
    tokens, place = listing.sentence.tokens, listing.start
    formed = place > 1 and tokens[place - 1].low == "form" and not tokens[place - 1].lemma
    return (place - 2, place) if formed else None


def of_form(listing: FieldList) -> bool:
    """Whether a list is of what people enter into the form of a site."""
    return listing.head is not None and listing.sentence.tokens[listing.head[1] - 1].low == "form"


def in_form(sentence: Sentence, place: int, lists: Sequence[FieldList]) -> bool:
    """Whether a place stands among what people enter into a form, which names no records."""
    return any(x.sentence is sentence and (x.of or of_form(x)) and x.start <= place < x.end for x in lists)


def without_fields(wishes: Sequence[Wish], lists: Sequence[FieldList], domain: Domain | None, site: str) -> list[Wish]:
    """The wishes without words that only name what an inquiry asks for: its "timeline" is drawn nowhere."""
    heads = [x for x in lists if site and x.head is not None and _asks(x, domain)]
    return [w for w in wishes if not any(x.sentence is w.sentence and x.start <= w.start < x.end for x in heads)]


def _asks(listing: FieldList, domain: Domain | None) -> bool:
    named = named_by(listing.sentence.tokens[slice(*listing.head)], domain) if listing.head else None
    return named is not None and named.key == MESSAGE


def called(reading: Reading) -> tuple[str, ...]:
    """What the prompt calls the messages that visitors send, where it says what they are about; else nothing."""
    named = (sentence.tokens[begin:end] for sentence, begin, end in inquiries(reading.statements, reading.domain))
    longest = max(named, key=len, default=())
    return tuple(token.lemma for token in longest) if 1 < len(longest) <= _NEAR else ()


def _objects(statement: Statement) -> Iterator[tuple[int, int]]:
    """What a verb acts on, with the noun that is read as an act of its own: "accept design inquiries"."""
    direct = [(phrase.start, phrase.end) for phrase in statement.phrases if phrase.direct]
    yield from direct
    tokens = statement.sentence.tokens
    for place in range(statement.start + 1, min(statement.start + _NEAR, len(tokens))):
        if not tokens[place].lemma:
            continue
        if tokens[place].lemma in _INQUIRIES and not any(begin <= place < end for begin, end in direct):
            begin = place
            while begin > statement.start + 1 and tokens[begin - 1].lemma and tokens[begin - 1].low:
                begin -= 1
            yield begin, place + 1


def _is_request(words: list[str], said: Sequence[Statement], domain: Domain | None) -> bool:
    """Whether a request is one to a house that only answers it, and does not keep, lend or decide anything by it."""
    house = domain is not None and domain.name in _HOUSES
    if not house or words[-1] != _REQUEST or len(words) < 2 or words[-2] in _DECIDED:
        return False
    handled = any(s.verb.act is Act.PROCESS and s.subject and _speaks_of_requests(s) for s in said)
    known = lexicon().entity_index.at(words, len(words) - 2)
    quote = known is not None and known[1].name == "quote_request"
    return not handled and not quote


def _speaks_of_requests(statement: Statement) -> bool:
    return any(statement.sentence.tokens[phrase.end - 1].lemma == _REQUEST for phrase in statement.phrases)


def _stands_in(statement: Statement, sentence: Sentence, begin: int, end: int) -> bool:
    return statement.sentence is sentence and begin <= statement.start < end


def _form(listing: FieldList) -> tuple[int, int] | None:
    """Where the sentence of a list names the form of the site."""
    tokens = listing.sentence.tokens
    for place in range(len(tokens) - 1):
        if (tokens[place].low, tokens[place + 1].low) in _FORMS:
            return place, place + 2
    return None
