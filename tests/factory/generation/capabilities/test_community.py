"""What communities ask for: comments, likes, favourites, profiles, following, messages, polls, sharing."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import FieldType


def uses(spec: AppSpec) -> set[tuple[str, str | None]]:
    return {(part.capability, part.entity) for part in spec.parts}


def reason(spec: AppSpec, subject: str) -> str:
    return next(reason.because for reason in spec.reasons if reason.subject == subject)


@pytest.mark.parametrize(
    ("prompt", "capability", "entity", "because"),
    [
        ("A blog website where readers comment on articles", "comments", "article", "comment on"),
        ("A tool where the team comments on tasks", "comments", "task", "comments on"),
        ("A recipe website where members like recipes", "likes", "recipe", "like"),
        ("A movie website where members bookmark movies", "favourites", "movie", "bookmark"),
        (
            "A recipe site where members keep a collection of favourites",
            "favourites",
            "recipe",
            "collection of favourites",
        ),
        ("A recipe website where members share recipes with friends", "sharing", "recipe", "share"),
    ],
)
def test_a_wish_becomes_a_part_of_the_record_that_it_names(prompt: str, capability: str, entity: str, because: str):
    spec = read(prompt)
    assert (capability, entity) in uses(spec)
    many = spec.entity(entity).plural_label.lower()
    assert reason(spec, f"{capability.capitalize()} of {many}") == because


@pytest.mark.parametrize("capability", ["comments", "likes", "sharing"])
def test_what_is_refused_is_left_out(capability: str):
    spec = read("A community website where members write posts. No comments, no likes and no sharing.")
    assert capability not in {part.capability for part in spec.parts}


def test_comments_are_no_record_of_their_own_where_something_is_commented_on():
    spec = read("A blog website with articles. Readers write comments on articles.")
    assert "comment" not in {entity.name for entity in spec.entities}
    assert spec.entity("article_comment").internal


def test_votes_are_likes_by_another_word():
    spec = read("A forum website where members write topics and upvote topics")
    (part,) = spec.parts_of("likes")
    assert part.options == {"word": "vote"}


def test_members_of_a_community_post_on_the_site_and_keep_what_is_theirs():
    spec = read("A community website where members log in, write posts and discuss them")
    (post,) = spec.contributed_entities
    member = next(role for role in spec.roles if role.signup)
    access = spec.access(member, post)
    assert (access.create, access.update, access.delete) == (True, "own", "own")
    assert not {"author_name", "posted_on"} & {field.name for field in post.fields}
    assert {("comments", post.name), ("likes", post.name), ("profiles", None)} <= uses(spec)


def test_questions_that_people_ask_each_other_are_answered_and_those_of_exams_are_not():
    asked = read("A website where users ask questions, answer questions and vote on answers")
    (part,) = asked.parts_of("comments")
    assert (part.entity, part.options) == ("question", {"word": "answer"})
    exam = read("A quiz website where students answer questions of a question bank")
    assert not exam.parts_of("comments")


def test_moderators_delete_and_hide_what_others_write():
    spec = read("A forum website where members create topics and reply to them. Moderators can hide posts.")
    moderator = next(role for role in spec.roles if role.name == "moderator")
    (topic,) = spec.contributed_entities
    assert spec.access(moderator, topic).delete == "all"
    assert ("moderation", topic.name) in uses(spec)
    assert spec.not_built == ()


def test_following_needs_people_who_publish():
    followed = read("A photo website where members upload photos and follow other users")
    assert {("follow", None), ("profiles", None)} <= uses(followed)
    alone = read("An internal stock tool for the warehouse where staff follow authors")
    assert not alone.parts_of("follow")
    assert any("follow" in reason.subject for reason in alone.not_built)


def test_messages_replace_the_record_of_that_name():
    spec = read("A club website with events where members send private messages to each other")
    assert ("messages", None) in uses(spec)
    assert "message" not in {entity.name for entity in spec.entities}


def test_polls_are_records_with_answers():
    spec = read("A club website with events where members take part in polls")
    assert ("polls", "poll") in uses(spec)
    assert len({str(row["options"]) for row in spec.entity("poll").samples}) > 1


def test_demonstration_comments_answer_each_other():
    spec = read("A community website where members write posts and comment on posts")
    rows = spec.entity("post_comment").samples
    for row in rows:
        parent = row.get("parent")
        assert parent is None or rows[int(parent)]["subject"] == row["subject"]


def test_the_files_of_a_part_are_there_only_when_it_is_used():
    plain = compile_app(read("A tool for tasks"))
    talk = compile_app(read("A tool for tasks where people comment on tasks"))
    assert "backend/app/routes/task_comments.py" in talk
    assert not any("comment" in path for path in plain)


def test_what_is_counted_is_not_typed_in():
    spec = read(
        "A blog website. Posts have title, body, like count and comment count. Members like and comment on posts."
    )
    assert not {"like_count", "comment_count"} & {field.name for field in spec.entity("post").fields}
    assert {("likes", "post"), ("comments", "post")} <= uses(spec)


def test_whoever_asked_accepts_an_answer_and_moderators_lock_threads():
    spec = read(
        "A question and answer site: members ask and answer questions, accept the best answer, moderators lock threads"
    )
    assert [part.entity for part in spec.parts_of("accepted_answer")] == ["question"]
    assert [part.entity for part in spec.parts_of("thread_lock")] == ["question"]
    assert "moderator" in {role.name for role in spec.roles}
    assert spec.entity("question_comment").field("accepted").type is FieldType.BOOLEAN
    assert sum(bool(row["accepted"]) for row in spec.entity("question_comment").samples) == 1
    assert spec.entity("question_lock").samples == ()


def test_nothing_is_accepted_or_locked_where_nobody_asks():
    spec = read("A question and answer site where members ask and answer questions")
    assert spec.parts_of("comments")
    assert not spec.parts_of("accepted_answer")
    assert not spec.parts_of("thread_lock")


def test_what_people_post_is_answered() -> None:
    spec = read("A city app with news and community discussions: users browse news and take part in discussions")
    commented = [part.entity for part in spec.parts_of("comments")]
    assert "community_discussion" in commented
    assert all(field.name != "votes" for field in spec.entity("community_discussion").fields)


ARTS = "An art website where users browse works, artists and exhibitions and collect content of interest"


def test_what_one_collects_as_one_likes_it_is_a_favourite_of_people_with_an_account() -> None:
    spec = read(ARTS)
    assert {part.entity for part in spec.parts_of("favourites")} >= {"work", "museum_exhibition"}
    assert [role.name for role in spec.roles if role.signup] == ["member"]


@pytest.mark.parametrize(
    "prompt",
    [
        "A stamp collection app to track my stamps, their condition and value",
        "A website for collecting payments from customers",
        "A survey website that collects data of visitors",
    ],
)
def test_what_is_collected_otherwise_is_no_favourite(prompt: str) -> None:
    assert read(prompt).parts_of("favourites") == ()
