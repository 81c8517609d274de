"""Members' own records on the public site; the pages for it come with every site whose members create something."""

from millwright.factory.generation.capabilities import Contribution
from millwright.factory.generation.capabilities.community import TALK_DOMAINS, drop_fields
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_record
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on, outsiders
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.segment import Part as TokenPart
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import FULL_ACCESS, Access, AppSpec, FieldType, Part, Reach

_OWN = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)
_PUBLISHING = frozenset({"post", "publish", "share", "submit", "upload", "write", "contribute", "ask", "create", "add"})
_SAID_BY_THE_BYLINE = ("author_name", "author", "posted_by", "posted_on", "written_on", "published_on", "sent_on")
_STATES = frozenset({"draft", "published", "archived"})


_THREADS = frozenset({"discussion", "post", "thread", "topic"})
"""What a community of questions calls them elsewhere in the prompt."""
_SHARED = frozenset({"adoption_story"})
"""What members tell each other by its name: life after an adoption is told by whoever adopted."""
_EXAMINING = frozenset({"exam", "quiz", "test", "practice", "student", "faq", "survey"})


def _draft(reading: Reading) -> None:
    """Questions that people ask each other are posts rather than those of an exam."""
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    asked = next((entity for entity in reading.entities if entity.key == "question"), None)
    known = reading.entity("post")
    if known is None and reading.domain is not None and reading.domain.name in TALK_DOMAINS:
        known = _posts_of_any_kind(reading)
    if not {"ask", "question", "answer"} <= said or said & _EXAMINING:
        return
    if asked is not None:
        reading.forget(asked)
        if known is None:
            known = add_record(reading, "post", asked.because)
            known.assumed = asked.assumed
        elif known.name == "post":
            return
    if known is not None and known.name in _THREADS:
        known.name, known.plural, known.label, known.plural_label = "question", "questions", "Question", "Questions"


def _posts_of_any_kind(reading: Reading) -> DraftEntity | None:
    """The posts of a community where people post, and the prompt does not say what: "posting, commenting, voting"."""
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            after = sentence.tokens[place + 1 : place + 2]
            alone = not after or after[0].low in {"and", "or"} or after[0].part is TokenPart.PUNCTUATION
            if token.low == "posting" and alone:
                return add_record(reading, "post", sentence.words(place, place + 1))
    return None


def _settle(reading: Reading) -> None:
    if reading.layout is not Layout.SITE:
        return
    members = outsiders(reading)
    for entity in reading.entities:
        if entity.visitors.read is Reach.ALL and entity.kind is EntityKind.CONTENT:
            for role in _contributors(reading, entity, members):
                entity.access[role.name] = entity.access.get(role.name, Access()) | _OWN
        _let_moderate(reading, entity)
        makes = [role for role in members if entity.access.get(role.name, Access()).create]
        if makes and entity.visitors.read is Reach.ALL:
            for role in makes:
                entity.access[role.name] |= _OWN
            _leave_to_the_byline(reading, entity)


def _let_moderate(reading: Reading, entity: DraftEntity) -> None:
    """Moderators change and delete what anybody has written."""
    for role in reading.roles:
        if role.key == "moderator" and entity.visitors.read is Reach.ALL:
            entity.access[role.name] = FULL_ACCESS


def _contributors(reading: Reading, entity: DraftEntity, members: list[DraftRole]) -> list[DraftRole]:
    """The members whom the prompt has add such records; all of them where people come to talk."""
    if entity.key == "post" and reading.domain is not None and reading.domain.name in TALK_DOMAINS:
        return members
    if entity.name == "question" and entity.key == "post":
        return members
    if (entity.key == "post" and reading.wished("member_posts")) or entity.key in _SHARED:
        return members
    found: list[DraftRole] = []
    for statement in reading.statements:
        publishes = statement.verb.act is Act.CREATE or statement.verb.base in _PUBLISHING
        if publishes and entity in acted_on(reading, statement):
            named = role_named(reading, statement.subject) if statement.subject else None
            found += [role for role in members if role is named or (named is None and role.generic)]
    return found


def _leave_to_the_byline(reading: Reading, entity: DraftEntity) -> None:
    """Takes away usual fields for what the site knows by itself: who made it, and when."""
    used = {value for part in reading.parts for value in part.options.values()}
    for field in list(entity.fields):
        state = field.type is FieldType.CHOICE and {value.lower() for value in field.choices} <= _STATES
        if field.name not in used and (field.name in _SAID_BY_THE_BYLINE or state):
            drop_fields(entity, field.name)


def _contribute(_spec: AppSpec, _part: Part) -> Contribution:
    return Contribution()


CAPABILITY = Capability("member_posts", _draft, _settle, _contribute)
