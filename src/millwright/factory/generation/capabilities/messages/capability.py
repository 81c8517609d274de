"""Messages: conversations, who takes part in them, and what was written."""

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import Access, AppSpec, Layout, Part, Reach

_TEMPLATES = "capabilities/messages/templates"
_PAGE = Component("MessagesPage", "pages/messages/MessagesPage")
_PARTS = ("ConversationList", "NewConversation", "Thread", "Messages.test")
_CONVERSATION, _MEMBER, _MESSAGE = "conversation", "conversation_member", "conversation_message"
_SAID = (
    "text! long: Hello, are you coming on Saturday? | Yes, I will be there at ten. | Great, I will bring the keys. | "
    "Shall we meet at the station? | Good idea. | See you then."
)
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


def _draft(reading: Reading) -> None:
    wishes = reading.wished("messages")
    because = because_of(wishes, "") if wishes else _spoken(reading)
    if not because:
        return
    record = reading.entity("message")
    others = [entity for entity in reading.entities if not entity.internal and entity is not record]
    if record is not None and others and not set(record.label.lower().split()) & _OTHER_MESSAGES:
        reading.forget(record)
        for entity in reading.entities:
            entity.fields = [field for field in entity.fields if field.target != record.name]
    for entity in [known for known in reading.entities if _is_talk(known)][: max(0, len(others) - 1)]:
        reading.forget(entity)
        for other in reading.entities:
            other.fields = [field for field in other.fields if field.target != entity.name]
    if reading.entity(_CONVERSATION) is None:
        internal_table(reading, _CONVERSATION, ("title text: Saturday",), because)
        internal_table(reading, _MEMBER, (f"subject! @{_CONVERSATION}", "read_up_to int"), because)
        internal_table(reading, _MESSAGE, (f"subject! @{_CONVERSATION}", _SAID), because)


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
    table = reading.entity(_MESSAGE)
    if table is None:
        return
    for name in (_MEMBER, _MESSAGE):
        entity = reading.entity(name)
        if entity is not None:
            entity.access = {role.name: Access(read=Reach.OWN, create=True) for role in reading.roles}
    add_part(reading, Part(capability="messages"), table.because)


def _finish(reading: Reading) -> None:
    """The demonstration has one conversation, in which everybody takes part."""
    conversation, members, messages = (reading.entity(name) for name in (_CONVERSATION, _MEMBER, _MESSAGE))
    if conversation is None or members is None or messages is None:
        return
    conversation.samples = ({"title": "Saturday"},)
    members.samples = tuple({"subject": 0, "read_up_to": 0} for _ in reading.roles)
    messages.samples = tuple({**row, "subject": 0} for row in messages.samples[:6])


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    site = spec.layout is Layout.SITE
    place, menu = (Place.SITE, Place.ACCOUNT) if site else (Place.WORKSPACE, Place.WORKSPACE)
    root = "" if site else spec.workspace_root
    files = {
        "backend/app/routes/conversations.py": render(f"{_TEMPLATES}/backend/conversations.py.j2"),
        "backend/app/conversations.py": render(f"{_TEMPLATES}/backend/schemas.py.j2"),
        "backend/app/writing.py": render("capabilities/shared/backend/writing.py.j2"),
        "tests/test_conversations.py": render(
            f"{_TEMPLATES}/tests/test_conversations.py.j2", admin=naming.constant(spec.admin.name)
        ),
        f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/frontend/MessagesPage.tsx.j2", root=root),
        "frontend/src/components/messages/types.ts": render(f"{_TEMPLATES}/frontend/types.ts.j2"),
    }
    for name in _PARTS:
        path = f"frontend/src/components/messages/{name}.tsx"
        files[path] = render(f"{_TEMPLATES}/frontend/{name}.tsx.j2", root=root)
    return Contribution(
        files=files,
        routers=("conversations",),
        routes=(
            Route("/messages", _PAGE, place, signed_in=True),
            Route("/messages/:id", _PAGE, place, signed_in=True),
        ),
        navigation=(NavigationItem("Messages", "/messages", "MessagesSquare", menu),),
        readme=("Write to each other, two or in a group, under Messages.",),
    )


CAPABILITY = Capability("messages", _draft, _settle, _contribute, finish=_finish)
