"""Messages: conversations, who takes part in them, and what was written."""

from millwright.factory.generation.capabilities import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Route,
    Seed,
)
from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.messages.aspects import is_of_messages, take_aspects
from millwright.factory.generation.capabilities.messages.demos import ANY, TEAM, circle, circle_of
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import UPLOADED, Access, AppSpec, FieldType, Layout, Part

_TEMPLATES = "capabilities/messages/templates"
_PAGE = Component("MessagesPage", "pages/messages/MessagesPage")
_PARTS = (
    "Bubble",
    "Composer",
    "ConversationList",
    "EmojiPicker",
    "Face",
    "ForwardDialog",
    "GroupDialog",
    "NewConversation",
    "PeopleChooser",
    "SearchResults",
    "Thread",
    "Messages.test",
)
_BACK_END = {
    "backend/app/routes/conversation_messages.py": "messages",
    "backend/app/routes/conversations.py": "conversations",
    "backend/app/conversations.py": "schemas",
    "backend/app/talks.py": "talks",
    "backend/app/demo_people.py": "demo_people",
    "backend/app/demo_conversations.py": "demo_conversations",
}
CONVERSATION, _MEMBER, _MESSAGE = "conversation", "conversation_member", "conversation_message"
_TABLES = {
    CONVERSATION: ("title text", "pair* text", "is_open bool"),
    _MEMBER: (f"subject! @{CONVERSATION}", "read_up_to int", "seat* text"),
    _MESSAGE: (
        f"subject! @{CONVERSATION}",
        "text long",
        "attachment file",
        "spoken bool",
        "answer_to int",
        "forwarded bool",
        "removed bool",
        "attempt* text",
    ),
}
_TALKING = frozenset({"chat", "communicate", "converse", "talk"})
_NEAR = 3
"""Words after "with" within which the people stand."""
_OTHER_MESSAGES = frozenset(
    {
        "email",
        "emails",
        "e-mail",
        "mail",
        "phone",
        "telephone",
        "whatsapp",
        "sms",
        "announcement",
        "notice",
        "newsletter",
        "notification",
    }
)
_MOMENT = "shared_moment"
_ROOMS = frozenset({"channel", "channels", "room", "rooms"})
_JOINED = frozenset(map(stems, ("join group chat", "create and join group chat", "join group", "public group")))


def is_messenger(reading: Reading) -> bool:
    """Whether the application is for talking, rather than one in which people talk as well."""
    mail = {token.low for sentence in reading.sentences for token in sentence.tokens} & {"sms", "xmpp", "email", "imap"}
    about = reading.domain is not None and reading.domain.name == "messaging"
    channels = any(known.key == "channel" and not known.assumed for known in reading.entities)
    talks = about or (channels and bool(reading.wished("messages")))
    pages = reading.site and (reading.topics or not about)
    return talks and not pages and not mail and not reading.refuses("messages")


def _draft(reading: Reading) -> None:
    wishes = reading.wished("messages")
    because = because_of(wishes, "") if wishes else _spoken(reading)
    messenger = is_messenger(reading)
    if not because and not messenger:
        return
    aspects = _as_messenger(reading) if messenger else _within_another(reading)
    for name, lines in _TABLES.items():
        internal_table(reading, name, lines, because or reading.domain_because)
    options = {"voice": "yes"} if "spoken" in aspects else {}
    options |= {"first": "yes"} if messenger and not _keeps_more(reading) else {}
    options |= {"rooms": "yes"} if messenger and _speaks_of_rooms(reading) else {}
    circle_name = circle_of(reading) if messenger else ANY
    options |= {"circle": circle_name} if circle_name != ANY else {}
    add_part(reading, Part(capability="messages", options=options), because or reading.domain_because)


def _as_messenger(reading: Reading) -> frozenset[str]:
    """Leaves out records that are said, sent or talked in: all that a messenger keeps are its conversations."""
    reading.site = ""  # There is nothing to be seen without an account.
    aspects = take_aspects(reading)
    for entity in [known for known in reading.entities if not known.internal]:
        usual = entity.assumed and entity.key in {"channel", "contact", "message"}
        if entity in reading.entities and (usual or is_of_messages(entity)):
            reading.forget(entity)
    return aspects


def _keeps_more(reading: Reading) -> bool:
    """Whether there is work beside talking, as the tasks of a team that chats about them."""
    return any(not entity.internal and entity.key != _MOMENT for entity in reading.entities)


def _within_another(reading: Reading) -> frozenset[str]:
    """Leaves out what this capability keeps, as long as another record is left."""
    record = reading.entity("message")
    others = [entity for entity in reading.entities if not entity.internal and entity is not record]
    if record is not None and others and not set(record.label.lower().split()) & _OTHER_MESSAGES:
        reading.forget(record)
    for entity in [known for known in reading.entities if _is_talk(known)][: max(0, len(others) - 1)]:
        reading.forget(entity)
    return frozenset()


def _speaks_of_rooms(reading: Reading) -> bool:
    """Whether groups are found and joined: rooms, channels, or "create and join group chats"."""
    for sentence in reading.sentences:
        forms = tuple(token.stem for token in sentence.tokens)
        joined = any(forms[at : at + len(words)] == words for words in _JOINED for at in range(len(forms)))
        if joined or {token.low for token in sentence.tokens} & _ROOMS:
            return True
    return False


def _spoken(reading: Reading) -> str:
    """The words by which somebody talks with others who have accounts: "students communicate with teachers"."""
    if reading.refuses("messages"):
        return ""
    for statement in reading.statements:
        if statement.verb.base in _TALKING and statement.subject is not None:
            tokens = statement.sentence.tokens
            at = next((p for p in range(statement.start, statement.end) if tokens[p].low == "with"), None)
            elsewhere = {token.low for token in tokens[statement.start : statement.end + _NEAR]} & _OTHER_MESSAGES
            if (
                at is not None
                and not elsewhere
                and any(at < place <= at + _NEAR for place in statement.sentence.people)
            ):
                return statement.text
    return ""


def _is_talk(entity: DraftEntity) -> bool:
    """Whether a record that no lexicon knows is what this capability keeps: group chats, chat rooms, conversations."""
    return entity.entry is None and bool(set(entity.label.lower().split()) & {"chat", "chats", "conversation"})


def _settle(reading: Reading) -> None:
    """Everybody sends files along; who may read them is for the conversation to say, and not for the table."""
    table = reading.entity(_MESSAGE)
    if table is None:
        return
    table.access = {role.name: Access(create=True) for role in reading.roles}
    own = next(part for part in reading.parts if part.capability == "messages")
    if own.options.get("first"):
        _let_people_register(reading)
    if own.options.get("first") or is_messenger(reading):
        add_part(reading, Part(capability="live"), table.because)


def _let_people_register(reading: Reading) -> None:
    """Has people register by themselves where they come to meet others; those of a company are given accounts."""
    for role in reading.roles:
        if role.generic and role.kind is RoleKind.STAFF and circle_of(reading) != TEAM:
            role.kind = RoleKind.OUTSIDER


def _finish(reading: Reading) -> None:
    """What is said in the demonstration comes of `demos.toml`."""
    for name in _TABLES:
        table = reading.entity(name)
        if table is not None:
            table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    held = {field.name for field in spec.entity(_MESSAGE).fields}
    if "attempt" not in held:
        raise PartError("messages have been written anew since this application was made, and cannot be brought along")
    site = spec.layout is Layout.SITE
    place, menu = (Place.SITE, Place.ACCOUNT) if site else (Place.WORKSPACE, Place.WORKSPACE)
    known = circle(part.options.get("circle", ANY))
    values = {
        "root": "" if site else spec.workspace_root,
        "admin": naming.constant(spec.admin.name),
        "rooms": part.options.get("rooms") == "yes",
        "voice": part.options.get("voice") == "yes",
        "friends": bool(spec.parts_of("friends")),
        "presence": bool(spec.parts_of("presence")),
        "details": bool(spec.parts_of("person_details")),
        "live": bool(spec.parts_of("live")),
        "held": _holds_files(spec),
        "circle": known,
        "people": known["people"],
    }
    files = {path: render(f"{_TEMPLATES}/backend/{name}.py.j2", **values) for path, name in _BACK_END.items()}
    files |= {
        "backend/app/writing.py": render("capabilities/shared/backend/writing.py.j2"),
        "tests/test_conversations.py": render(f"{_TEMPLATES}/tests/test_conversations.py.j2", **values),
        "tests/test_messages.py": render(f"{_TEMPLATES}/tests/test_messages.py.j2", **values),
        f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/frontend/MessagesPage.tsx.j2", **values),
        "frontend/src/components/messages/types.ts": render(f"{_TEMPLATES}/frontend/types.ts.j2", **values),
    }
    more = (("Recorder",) if values["voice"] else ()) + (("Rooms",) if values["rooms"] else ())
    for name in (*_PARTS, *more):
        path = f"frontend/src/components/messages/{name}.tsx"
        files[path] = render(f"{_TEMPLATES}/frontend/{name}.tsx.j2", **values)
    return Contribution(
        files=files,
        # What has a fixed path, such as `/rooms`, comes before what has an id in its place.
        routers=("conversations", "conversation_messages"),
        routes=(
            Route("/messages", _PAGE, place, signed_in=True),
            Route("/messages/:id", _PAGE, place, signed_in=True),
        ),
        navigation=(NavigationItem("Messages", "/messages", "MessagesSquare", menu),),
        seeds=(Seed("add_conversations", "demo_conversations", files=True),),
        front="/messages" if _comes_first(spec, part) else "",
        readme=("Write to each other, two or in a group, with pictures and files, under Messages.",),
    )


def _holds_files(spec: AppSpec) -> tuple[str, str] | None:
    """A record that holds one file, by its name and that of the field."""
    records = (entity for entity in spec.entities if not entity.internal)
    single = UPLOADED - {FieldType.IMAGES}
    return next(((one.name, field.name) for one in records for field in one.fields if field.type in single), None)


def _comes_first(spec: AppSpec, part: Part) -> bool:
    """Whether the application opens with it: a messenger does, unless it has figures for a dashboard."""
    if spec.layout is Layout.SITE or spec.charts or spec.figures:
        return False
    return part.options.get("first") == "yes" or all(entity.internal for entity in spec.entities)


CAPABILITY = Capability(
    "messages", _draft, _settle, _contribute, after=("friends", "presence"), finish=_finish,
    optional=frozenset({"circle", "first", "rooms", "voice"}),
)  # fmt: skip
