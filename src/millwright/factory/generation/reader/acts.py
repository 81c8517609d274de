"""Wishes that verbs make where no noun for a capability stands: "others rate", "residents save the ones they like"."""

import itertools
from dataclasses import replace

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.criteria import Criteria
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.deciding import no_opinion
from millwright.factory.generation.reader.draft import Mention
from millwright.factory.generation.reader.nouns import MEANS_NOTHING, Named, named_by
from millwright.factory.generation.reader.reporting import Flagging
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.statements import Statement, approves
from millwright.factory.generation.reader.vocabulary import Act, Capability, Domain, EntityKind, RoleKind, lexicon

_UNSEEN = "people rate what a site shows them, and nothing of that kind is shown here"
_KEPT = frozenset({EntityKind.LOG, EntityKind.PERSONAL, EntityKind.WORK})
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
NEWS_DOMAINS = word_set("acts_news_domains")
_WISHED_BY = {
    "rate": "reviews",
    "save": "favourites",
    "bookmark": "favourites",
    "collect": "favourites",
    "subscribe": "newsletter",
    "compare": "comparison",
} | dict.fromkeys(("vote", "upvote"), "likes")
_ALIKE = {"favourites": ("wish_list",), "likes": ("polls",), "reviews": ("mutual_rating",)}
_OF_REVIEWS = word_set("acts_of_reviews")
_HELPED = word_set("acts_helped")
_TALKING = word_set("acts_talking")
_POSTED = 2.4
_NAMED_SO = {"report": frozenset({"report"}), "surveys": frozenset({"questionnaire", "survey"})}
_SHARING = frozenset({"share", "sharing"})
_LINKED = frozenset({"code", "link", "qr"})
"""What a page is passed on by."""
_FORUMS = frozenset({"forum"})
_GIVEN_TO = frozenset({"church", "nonprofit"})
_AS_IT_IS = word_set("acts_given_as_it_is")
_TIMES = word_set("acts_times")
_TITLE = 8  # tokens in which a prompt says what is to be built
_HELPING = 7
"""Words in which ratings say that they tell whether something helped."""
_ANSWERED = frozenset({"replies", "reply"})
_INTERESTING = word_set("acts_interesting")
_PEOPLE = Capability(
    "reporting_people",
    False,
    "nobody is reported as a person: what they put there is, and administrators switch their accounts off",
)
_REPORT = "report"
_REPORTED = word_set("acts_reported")
"""Records with which a report comes as a file."""
_INSTEAD = {"reviews": _UNSEEN}


def wishes_of_acts(statements: list[Statement], wishes: list[Wish], domain: Domain | None) -> list[Wish]:
    """A wish for reviews where people who are not in charge rate something, for favourites where they save what others
    put there, for a comparison where they compare what is shown, and for a newsletter where they subscribe to what is
    published, unless the sentence has one already."""
    found: list[Wish] = []
    for statement in statements:
        name = _WISHED_BY.get(statement.verb.base)
        if name is None or not _one_of_many(statement) or not _meant(name, statement, domain):
            continue
        same = {name, *_ALIKE.get(name, ())}
        if any(w.capability.name in same and w.sentence is statement.sentence for w in (*wishes, *found)):
            continue
        row = words_of()[name]
        asked = Capability(name, True, row["say"], _INSTEAD.get(name, row.get("otherwise", "")))
        found.append(Wish(asked, statement.text, statement.sentence, statement.start, statement.end))
    return found


def judging_wishes(criteria: list[Criteria], wishes: list[Wish]) -> list[Wish]:
    """A wish for reviews where the prompt only says by what things are judged."""
    if not criteria or any(wish.capability.name == "reviews" and not wish.refused for wish in wishes):
        return []
    row, first = words_of()["reviews"], criteria[0]
    asked = Capability("reviews", True, row["say"], row.get("otherwise", ""))
    return [Wish(asked, first.because, first.sentence, first.place, first.place + 1)]


def reporting_wishes(flaggings: list[Flagging]) -> list[Wish]:
    """A wish for moderation where people report what others put there, and for those in charge of people where these
    are reported."""
    row = words_of()["moderation"]
    content = Capability("moderation", True, row["say"], row.get("otherwise", ""))
    found: list[Wish] = []
    for flag in flaggings:
        asked = [content] if flag.content or not flag.things else []
        asked += [_PEOPLE] if flag.people else []
        found += [Wish(capability, flag.because, flag.sentence, flag.start, flag.end) for capability in asked]
    return found


def in_kind(wishes: list[Wish], domain: Domain | None) -> list[Wish]:
    """The wishes in the sense of the kind of application: among people who talk one reports what others wrote, and who
    is invited replies without a word on anything."""
    wishes = _given(_switched(_helpful(wishes)), domain)
    wishes = [wish for wish in wishes if not _kept_there(wish, domain)]
    if domain is not None and domain.name == "event":
        return [w for w in wishes if not (w.capability.name == "comments" and w.words.lower() in _ANSWERED)]
    if not _talks(wishes, domain):
        return wishes
    moderation = words_of()["moderation"]
    meant = Capability("moderation", True, moderation["say"], moderation.get("otherwise", ""))
    alone = {"reporting", "report", "reports"}
    return [replace(w, capability=meant) if w.words.lower() in alone else w for w in wishes]


def _kept_there(wish: Wish, domain: Domain | None) -> bool:
    """Whether a word is a record that is kept in that kind of application, or what is made there: the test report of a
    sample, the banners of a print shop."""
    meant = domain.means.get(wish.sentence.tokens[wish.end - 1].lemma) if domain is not None else None
    if wish.capability.name == _REPORT:
        return wish.end - wish.start == 1 and meant in _REPORTED
    return wish.capability.name == "carousel" and meant not in {None, MEANS_NOTHING}


def _talks(wishes: list[Wish], domain: Domain | None) -> bool:
    """Whether people talk there: in a community, and wherever posts are liked, answered or reported."""
    posted = any(token.lemma == "post" for wish in wishes for token in wish.sentence.tokens)
    talked = {"comments", "likes", "moderation"} & {wish.capability.name for wish in wishes}
    return (domain is not None and domain.name == "community") or (posted and len(talked) > 1)


def _helpful(wishes: list[Wish]) -> list[Wish]:
    """The wishes with votes for what helped as votes for what is shown, where nobody asks for reviews."""
    row = words_of()["likes"]
    likes = Capability("likes", True, row["say"], row.get("otherwise", ""))
    wishes = [
        replace(wish, capability=likes, words=wish.sentence.words(wish.start, end), end=end)
        if (end := _helped_until(wish))
        else wish
        for wish in wishes
    ]
    if any(wish.capability.name == "reviews" for wish in wishes):
        return wishes
    voted = [w.capability.name == "helpful" and not _OF_REVIEWS & set(w.words.lower().split()) for w in wishes]
    return [replace(w, capability=likes) if vote else w for w, vote in zip(wishes, voted, strict=True)]


def _given(wishes: list[Wish], domain: Domain | None) -> list[Wish]:
    """The wishes with the form for donations of money as a wish to take them, and without a wish to take what is given
    as it is: "a food donation site", or where donations are of something else anyway, as those of blood."""
    row = words_of()["donations"]
    taken = Capability("donations", True, row["say"], row.get("otherwise", ""))
    formed = domain is not None and domain.name in _GIVEN_TO
    elsewhere = domain is not None and domain.means.get("donation", "donation") != "donation"
    found: list[Wish] = []
    for wish in wishes:
        before = wish.sentence.tokens[wish.start - 1].lemma if wish.start else ""
        named = wish.sentence.tokens[wish.start].lemma in {"donation", "donate"}
        goods = named and (before in _AS_IT_IS or elsewhere)
        if wish.capability.name == "donations" and goods:
            continue
        money = formed and named and not goods and wish.capability.name == "record_form"
        found.append(replace(wish, capability=taken) if money else wish)
    return found


def _switched(wishes: list[Wish]) -> list[Wish]:
    """The wishes without those for schedules and timers where no device is switched that these could be of."""
    if any(w.capability.name == "switching" and not _TIMES & set(w.words.lower().split()) for w in wishes):
        return wishes
    return [wish for wish in wishes if wish.capability.name != "switching"]


def _helped_until(wish: Wish) -> int:
    """Where a wish for ratings that tell whether something helped ends: "ratings whether the article was helpful"."""
    if wish.capability.name != "reviews":
        return 0
    near = wish.sentence.tokens[wish.end : wish.end + _HELPING]
    told = itertools.takewhile(lambda token: token.part is not Part.PUNCTUATION, near)
    said = [token.low for token in told]
    place = next((at for at, word in enumerate(said) if word in _HELPED), None)
    asked = place is not None and bool({"whether", "if"} & set(said[:place]))
    return wish.end + place + 1 if asked and place is not None else 0


def in_forum(statement: Statement) -> bool:
    """Whether people tell each other something in a forum, whatever that is: "share tips in a forum"."""
    if statement.verb.base not in _TALKING:
        return False
    tokens = statement.sentence.tokens
    others = (phrase for phrase in statement.phrases if not phrase.direct)
    return any(
        tokens[phrase.end - 1].lemma in _FORUMS and tokens[phrase.start - 1].low in {"a", "in", "on", "our", "the"}
        for phrase in others
    )


def posted(statement: Statement, offset: int) -> list[Mention]:
    """The posts that a forum consists of, where people tell each other something in one."""
    if not in_forum(statement):
        return []
    post = lexicon().entities["post"]
    return [Mention(post.name, post, (), Act.CREATE, _POSTED, offset + statement.start, statement.text, statement)]


def of_forum(sentence: Sentence) -> list[Mention]:
    """The posts of a prompt that says that it is a forum, whatever else is kept there: "a gardening forum where …"."""
    named = (at for at, token in enumerate(sentence.tokens[:_TITLE]) if token.lemma in _FORUMS)
    place = next(named, None)
    if place is None or any(token.low in {"with", "including"} for token in sentence.tokens[:place]):
        return []
    post = lexicon().entities["post"]
    return [Mention(post.name, post, (), Act.OTHER, _POSTED, place, sentence.words(place, place + 1))]


def no_passing_on(wishes: list[Wish], statements: list[Statement]) -> list[Wish]:
    """The wishes without those to pass pages on where sharing is how things come to be there: "story sharing"."""
    acts = [s for s in statements if s.verb.act is Act.CREATE]
    others = {lemma for s in acts if s.verb.base not in _SHARING for lemma in _lemmas(s)[-1:]}
    made = [s for s in acts if s.verb.base in _SHARING and not {*_lemmas(s)} & (_LINKED | others)]
    return [
        wish
        for wish in wishes
        if wish.capability.name != "sharing"
        or not any(s.sentence is wish.sentence and s.start <= wish.start < s.end for s in made)
    ]


def _lemmas(statement: Statement) -> list[str]:
    return [token.lemma for token in statement.sentence.tokens[statement.start : statement.end] if token.low.isalpha()]


def with_forums(wishes: list[Wish], statements: list[Statement]) -> list[Wish]:
    """The wishes with answers to what is told in a forum, which is no page that is passed on."""
    row = words_of()["comments"]
    answered = Capability("comments", True, row["say"], row.get("otherwise", ""))
    told = Capability("forum", True, "what people tell each other there are posts")
    for said in filter(in_forum, statements):
        passed = [w for w in wishes if w.capability.name == "sharing" and w.sentence is said.sentence]
        wishes = [w for w in wishes if not any(w is one and said.start <= one.start < said.end for one in passed)]
        wishes.append(Wish(told, said.text, said.sentence, said.start, said.end))
        if not any(wish.capability.name == "comments" for wish in wishes):
            wishes.append(Wish(answered, said.text, said.sentence, said.start, said.start + 1))
    return wishes


def no_views(wishes: list[Wish]) -> list[Wish]:
    """The wishes without those for reports and surveys where these words end the name of a record: "damage reports",
    "the adoption questionnaire"."""
    return [wish for wish in wishes if wish.capability.name not in _NAMED_SO or not _ends_name(wish)]


def _ends_name(wish: Wish) -> bool:
    lemmas = [token.lemma for token in wish.sentence.tokens[: wish.end]]
    if wish.end - wish.start > 1 or wish.start < 1 or lemmas[-1] not in _NAMED_SO[wish.capability.name]:
        return False
    hit = lexicon().entity_index.at(lemmas, wish.start - 1)
    return hit is not None and hit[0] > 1 and hit[1].kind in _KEPT


def no_opinions(wishes: list[Wish], statements: list[Statement]) -> list[Wish]:
    """The wishes without those for opinions where what people sent in is reviewed by somebody who decides on it."""
    decided = [statement for statement in statements if approves(statement)]
    return [
        wish
        for wish in wishes
        if not no_opinion(wish, statements)
        and (
            wish.capability.name != "reviews"
            or not any(
                s.sentence is wish.sentence and s.start == wish.start and wish.end == s.start + 1 for s in decided
            )
        )
    ]


def _meant(name: str, statement: Statement, domain: Domain | None) -> bool:
    """Whether a verb stands for its wish: what is saved is others', and what is subscribed to is no paid plan."""
    if name == "favourites":
        return _of_others(statement) or (statement.verb.base == "collect" and _liked(statement))
    if name == "comparison":
        return _side_by_side(statement, domain)
    published = domain is None or domain.name in NEWS_DOMAINS
    return name != "newsletter" or (published and not any(phrase.direct for phrase in statement.phrases))


def _of_others(statement: Statement) -> bool:
    """Whether what is saved is shown already: things in the plural that a site shows, and nobody's own."""
    tokens = statement.sentence.tokens
    if any(token.low == "ones" for token in tokens[statement.start + 1 : statement.start + 3]):
        return True
    if _shown_things(statement, None) is None:
        return False
    into = tokens[statement.start : statement.end]
    kept = any(token.lemma in _INTERESTING for token in into) or "collection" in {token.lemma for token in into}
    return kept or not statement.own


def _side_by_side(statement: Statement, domain: Domain | None) -> bool:
    """Whether things that a site shows are compared, and no figures: "compare laptops", "compare them"."""
    tokens = statement.sentence.tokens
    if any(token.low == "them" for token in tokens[statement.start + 1 : statement.start + 2]):
        return True
    named = _shown_things(statement, domain)
    return named is not None and not named.facet


def _shown_things(statement: Statement, domain: Domain | None) -> Named | None:
    """What a statement is about in the first place, where that is things in the plural that a site shows."""
    tokens = statement.sentence.tokens
    first = next((tokens[phrase.start : phrase.end] for phrase in statement.phrases if phrase.direct), None)
    named = named_by(first, domain) if first else None
    shown = named is not None and named.entry is not None and named.entry.kind in _SHOWN
    return named if first and shown and first[-1].low != first[-1].lemma else None


def _liked(statement: Statement) -> bool:
    """Whether it is what one likes: "collect content of interest", whatever that is there."""
    tokens = statement.sentence.tokens[statement.start : statement.end]
    return any(token.lemma in _INTERESTING for token in tokens) and not statement.own


def _one_of_many(statement: Statement) -> bool:
    """Whether somebody does it who is not in charge: owners in the plural are customers."""
    subject = statement.subject
    if subject is None:
        return False
    last = statement.sentence.tokens[subject.start + subject.length - 1]
    return subject.kind is not RoleKind.ADMIN or (subject.name == "owner" and last.low != last.lemma)


def profile_wishes(sentences: tuple[Sentence, ...]) -> list[Wish]:
    """Wishes for profiles of those who take part: "player profiles"; people of the house have records of their own."""
    row = words_of()["profiles"]
    asked = Capability("profiles", True, row["say"], row.get("otherwise", ""))
    return [
        Wish(asked, sentence.words(start, start + person.length + 1), sentence, start, start + person.length + 1)
        for sentence in sentences
        for start, person in sentence.people.items()
        if (person.kind is RoleKind.OUTSIDER or person.generic) and _then(sentence, start + person.length, "profiles")
    ]


def _then(sentence: Sentence, place: int, word: str) -> bool:
    return place < len(sentence.tokens) and sentence.tokens[place].low == word
