"""Messengers: what of a prompt is talking rather than a record, and what is told as not built."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.messages.demos import circle
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import Mutation, outcome

CAMPUS = (
    "A campus instant messaging application. Users register, apply for friends and agree to friend requests, send text "
    "messages, files and images, and view each other's online status."
)
ROOMS = (
    "An online chat system with rooms. Users create rooms, invite others to join, chat in private, send voice "
    "messages, emojis, red packets and locations, and make voice calls."
)


def records(spec: AppSpec) -> list[str]:
    return [entity.name for entity in spec.entities if not entity.internal]


def parts(spec: AppSpec) -> set[str]:
    return {part.capability for part in spec.parts}


@pytest.mark.parametrize(
    "prompt", [CAMPUS, ROOMS, "Build a real-time chat application", "A messenger with group chats"]
)
def test_a_messenger_keeps_conversations_and_no_records(prompt: str) -> None:
    spec = read(prompt)
    assert records(spec) == []
    assert parts(spec) >= {"messages", "presence", "live"}
    assert any(role.signup for role in spec.roles)


def test_what_is_sent_and_kept_is_told_by_the_words_of_the_prompt() -> None:
    spec = read(CAMPUS)
    assert parts(spec) >= {"friends", "messages", "presence"}
    assert spec.not_built == ()
    told = {reason.subject: reason.because for reason in spec.reasons}
    assert "played" in told["files"]
    assert told["Friends"] == "apply for friends"
    assert spec.parts_of("messages")[0].options == {"first": "yes", "circle": "campus"}


def test_rooms_are_joined_voice_is_recorded_and_what_is_live_or_money_is_not_built() -> None:
    spec = read(ROOMS)
    assert spec.parts_of("messages")[0].options == {"first": "yes", "rooms": "yes", "voice": "yes"}
    assert [reason.subject for reason in spec.not_built] == ["red packets", "locations", "voice calls"]
    tree = compile_app(spec)
    assert "frontend/src/components/messages/Recorder.tsx" in tree
    assert '"/rooms"' in tree["backend/app/routes/conversations.py"]


def test_where_people_talk_among_other_things_records_stay() -> None:
    spec = read("A club website with events where members upload photos and send private messages to each other")
    assert "photo" in records(spec)
    assert "presence" not in parts(spec)
    assert spec.parts_of("messages")[0].options == {}


def test_the_social_circle_of_a_messenger_is_liked_and_commented_on() -> None:
    spec = read("An instant messaging app with a social circle feature where users share their life updates")
    assert records(spec) == ["shared_moment"]
    assert parts(spec) >= {"moments", "likes", "comments"}
    assert '<Navigate to="/messages" replace />' in compile_app(spec)["frontend/src/App.tsx"]
    elsewhere = read("A shop for candles with a social circle")
    assert [reason.subject for reason in elsewhere.not_built] == ["social circle"]


def test_a_list_of_friends_alone_is_an_application() -> None:
    spec = read("A friend management website. Users log in, browse their friend list and unfriend friends.")
    assert (records(spec), parts(spec)) == ([], {"friends"})
    tree = compile_app(spec)
    assert '<Navigate to="/friends" replace />' in tree["frontend/src/App.tsx"]
    assert "frontend/src/pages/DashboardPage.tsx" not in tree


@pytest.mark.parametrize(
    "prompt",
    ["A WhatsApp clone", "A company chat tool for our team with channels and file sharing", "A chat room website"],
)
def test_a_messenger_is_one_by_any_name(prompt: str) -> None:
    spec = read(prompt)
    assert (records(spec), spec.not_built) == ([], ())
    assert parts(spec) >= {"messages", "presence", "live"}


def test_an_address_book_of_friends_asks_nobody() -> None:
    assert "friends" not in parts(read("A friends list app to keep birthdays of my friends"))


def test_records_keep_the_dashboard_of_an_application_in_which_people_talk() -> None:
    tree = compile_app(read("A task tool for a team where colleagues chat with each other"))
    assert "<Route index element={<DashboardPage />} />" in tree["frontend/src/App.tsx"]


@pytest.mark.parametrize("name", ["campus", "family", "team", "-"])
def test_demonstrations_have_a_picture_a_file_and_people_who_are_there(name: str) -> None:
    known = circle(name)
    assert {line["kind"] for line in known["said"]} == {"", "picture", "file"}
    assert {line["who"] for line in (*known["said"], *known["direct"])} <= {*known["people"], "me"}
    assert known["direct"][-1]["who"] != "me"
    assert known["said"][-1]["who"] != "me"


def test_messages_of_an_application_made_before_are_told_as_such() -> None:
    old = read("Build a real-time chat application").model_dump(mode="json")
    for entity in old["entities"]:
        entity["fields"] = [field for field in entity["fields"] if field["name"] != "attempt"]
    with pytest.raises(ValueError, match="written anew"):
        compile_app(AppSpec.model_validate(old))


MESSAGES, TALKS = "backend/app/routes/conversation_messages.py", "backend/app/talks.py"
RULES: tuple[Mutation, ...] = (
    (TALKS, "== user.id\n    )\n    found", "> 0\n    )\n    found"),
    (MESSAGES, 'attempt=f"{user.id}:{body.attempt}"', "attempt=None"),
    (MESSAGES, "        require_unused(db, body.attachment)", "        pass"),
    (MESSAGES, "    if row.owner_id != user.id:\n        raise", "    if row.owner_id == 0:\n        raise"),
    (MESSAGES, "ConversationMessage.subject_id.in_([one.subject_id for one in own]),", ""),
)  # fmt: skip


async def test_what_a_record_holds_is_not_lost_to_who_sends_it_as_a_message(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    spec = read("A club website with events where members upload photos and send private messages to each other")
    rule = MESSAGES, "for model, column in FIELDS.values())", "for model, column in list(FIELDS.values())[-1:])"
    whole, unnoticed = await outcome(spec, "tests/test_messages.py", [rule], tools=(sandbox, toolchain), pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


@pytest.mark.slow
async def test_the_tests_notice_each_rule_that_is_left_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    spec = read(CAMPUS)
    whole, unnoticed = await outcome(spec, "tests/test_messages.py", RULES, tools=(sandbox, toolchain), pool=pool)
    assert b" passed" in whole
    assert unnoticed == []
