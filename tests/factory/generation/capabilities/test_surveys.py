"""Surveys and quizzes: forms of questions, who asks them and who answers."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Entity, Layout, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import Mutation, outcome

QUIZZES = "A learning site with courses and lessons where students take quizzes after each lesson and see their score."
SURVEYS = "A simple poll and survey app: create surveys with questions, share, see results as bar charts"
FORMS = "A low-code form designer: create new forms, drag and drop components, add and delete fields, preview the form."
RULES = "backend/app/survey_rules.py"
SCHEMAS = "backend/app/schemas/survey_answering.py"
ANSWERING, EDITING, RESULTS = (f"backend/app/routes/survey_{name}.py" for name in ("answering", "editing", "reading"))


def asked(spec: AppSpec) -> Entity:
    """The record that has questions."""
    (part,) = spec.parts_of("surveys")
    return spec.entity(str(part.entity))


def is_marked(spec: AppSpec) -> bool:
    (part,) = spec.parts_of("surveys")
    return part.options.get("marked") == "yes"


@pytest.mark.parametrize(
    ("prompt", "label", "marked"),
    [
        (SURVEYS, "Survey", False),
        (QUIZZES, "Quiz", True),
        ("An online questionnaire platform where users create questionnaires and fill them in", "Questionnaire", False),
        ("A school system: teachers create exams with multiple choice questions, students take exams", "Exam", True),
        ("A restaurant site with a menu and a feedback form with several questions", "Feedback form", False),
        ("An HR tool where employees fill in evaluation questionnaires", "Questionnaire", False),
        ("A clinic: patients, appointments, and a satisfaction survey after each visit", "Survey", False),
        ("A quiz game about geography with a leaderboard", "Quiz", True),
        ("An online test for job applicants: recruiters make tests with questions and points", "Test", True),
        ("A personality test website where users take tests, answer questions and share results", "Test", False),
        ("A club site with members, polls and an annual survey with ten questions", "Survey", False),
        ("An internal wiki for a bakery with recipes and short trainings with a quiz", "Quiz", True),
        (FORMS, "Form", False),
        ("A dynamic form management website: add, remove and edit form fields, preview the form", "Form", False),
        ("A form builder for questionnaires and online assessments", "Form", False),
    ],
)
def test_forms_of_questions_are_called_as_the_prompt_calls_them(prompt: str, label: str, marked: bool):
    spec = read(prompt)
    assert (asked(spec).label, is_marked(spec)) == (label, marked)
    assert not {"question", "form_item", "component", "survey_response"} & {
        e.name for e in spec.entities if not e.internal
    }
    assert not [missed for missed in spec.not_built if "question" in missed.subject or "result" in missed.subject]


@pytest.mark.parametrize(
    "prompt",
    [
        "A land surveying office keeps clients, site surveys and invoices",
        "A builder tracks building surveys and quotes",
        "An exam board keeps candidates, exam centres, subjects and results",
        "A laboratory where nurses take blood tests of patients",
        "A community site where members vote in polls",
        "A club site with members and events, no surveys",
    ],
)
def test_other_surveys_tests_and_polls_are_none(prompt: str):
    assert read(prompt).parts_of("surveys") == ()


def test_polls_beside_surveys_are_kept_only_where_they_are_asked_for_besides():
    assert read(SURVEYS).parts_of("polls") == ()
    polls = read("An online poll and survey site for creating polls. Users vote once per poll.")
    assert (len(polls.parts_of("polls")), polls.parts_of("surveys")) == (1, ())
    both = read("A club site where members vote in polls, and an annual survey with ten questions.")
    assert both.parts_of("polls")
    assert both.parts_of("surveys")


def test_a_quiz_of_each_lesson_refers_to_it():
    assert asked(read(QUIZZES)).field("lesson").target == "lesson"
    survey = asked(read("A clinic: patients, appointments, and a satisfaction survey after each appointment"))
    assert survey.field("appointment").target == "appointment"


def test_those_ask_whom_the_prompt_names_and_others_answer():
    exams = read("A school system: teachers create exams with multiple choice questions, students take exams")
    access = asked(exams).access
    assert (access["teacher"].create, access["teacher"].update) == (True, Reach.ALL)
    assert (access["student"].read, access["student"].create) == (Reach.ALL, False)
    staff = read("An HR tool where employees fill in evaluation questionnaires and managers see the average ratings")
    assert asked(staff).access["employee"].update is Reach.NONE
    users = read("A survey website where users create surveys, add questions and see results in charts")
    assert asked(users).access["member"].update is Reach.OWN


def test_strangers_answer_surveys_on_a_site_and_sign_in_for_quizzes():
    survey = read(SURVEYS)
    assert survey.layout is Layout.SITE
    assert survey.parts_of("surveys")[0].options["guests"] == "yes"
    assert survey.parts_of("sharing")[0].entity == "survey"
    assert "guests" not in read(QUIZZES).parts_of("surveys")[0].options


def test_a_workspace_asks_those_who_have_no_account_by_a_link():
    clinic = read("A clinic: patients, appointments, and a satisfaction survey after each visit")
    assert clinic.layout is Layout.WORKSPACE
    assert "frontend/src/pages/LinkedPage.tsx" in compile_app(clinic)
    staff = read("An HR tool where employees fill in evaluation questionnaires")
    assert "frontend/src/pages/LinkedPage.tsx" not in compile_app(staff)


def test_points_rank_people_only_where_a_ranking_is_asked_for():
    ranked = read("A quiz community: people create quizzes, others play them, get points and appear in a ranking")
    assert "frontend/src/pages/LeadersPage.tsx" in compile_app(ranked)
    assert ranked.parts_of("ranking") == ()
    assert "frontend/src/pages/LeadersPage.tsx" not in compile_app(read(QUIZZES))


@pytest.mark.parametrize(
    ("prompt", "again"),
    [
        ("A driving school site with mock exams where learners see their results", "yes"),
        ("A learning platform with courses and exam simulation where users query their scores", "yes"),
        ("An online exam site: students take practice tests", "yes"),
        ("A quiz website where students can retake quizzes", "yes"),
        ("A mock exam site where everybody takes an exam only once", None),
        ("A school system: teachers create exams with multiple choice questions, students take exams", None),
        (QUIZZES, None),
        ("A customer survey with several questions in practice mode", None),
    ],
)
def test_what_is_practised_is_taken_again(prompt: str, again: str | None):
    (part,) = read(prompt).parts_of("surveys")
    assert part.options.get("again") == again


def test_those_who_practise_have_several_attempts_in_the_demonstration():
    spec = read("An online exam site: students take practice tests")
    people = [(row["subject"], row["person"]) for row in spec.entity("exam_response").samples]
    assert len(people) > len(set(people))


@pytest.mark.parametrize(
    "words", ["score inquiry", "users query their scores", "students view scores", "score history", "see my results"]
)
def test_scores_are_looked_up_on_a_page_of_ones_own(words: str):
    spec = read(f"A learning platform with courses and online exams, {words}.")
    assert spec.not_built == ()
    assert not {"score", "grade_entry", "result"} & {entity.name for entity in spec.entities}
    assert "frontend/src/pages/ScoresPage.tsx" in compile_app(spec)


@pytest.mark.parametrize(
    ("prompt", "minutes"),
    [
        ("An online quiz app with a countdown timer of 20 minutes", "20"),
        ("A website where students take timed exams. Each exam has a time limit of 45 minutes.", "45"),
        ("A learning platform with courses and exam simulation", "30"),
        ("An online exam site where students take a test within 2 hours", "120"),
        ("An exam site where students take online exams; a reminder comes 15 minutes before the exam", None),
        ("A quiz website without a timer", None),
        ("A wedding site with a quiz and a countdown to the big day", None),
        (QUIZZES, None),
    ],
)
def test_the_time_is_limited_where_the_prompt_says_so(prompt: str, minutes: str | None):
    spec = read(prompt)
    (part,) = spec.parts_of("surveys")
    assert part.options.get("minutes") == minutes
    fields = [field.name for field in asked(spec).fields if {"minutes", "limit"} & set(field.name.split("_"))]
    assert fields == (["duration_minutes"] if minutes else [])
    assert ("backend/app/survey_clock.py" in compile_app(spec)) is (minutes is not None)


def test_a_timer_of_exams_is_built():
    assert read("A quiz website with a countdown timer and a time limit of 20 minutes").not_built == ()


def test_surveys_have_no_scores():
    assert "frontend/src/pages/ScoresPage.tsx" not in compile_app(read(SURVEYS))


def test_the_demonstration_has_answers_that_can_be_given():
    spec = read(QUIZZES)
    questions, answers = spec.entity("quiz_question").samples, spec.entity("quiz_answer").samples
    assert {row["kind"] for row in questions} >= {"one_choice", "several_choices"}
    for row in answers:
        question = questions[int(str(row["question"]))]
        assert question["kind"] == "text" or str(row["given"]) in str(question["options"]).splitlines()
    people = [(row["subject"], row["person"]) for row in spec.entity("quiz_response").samples]
    assert len(people) == len(set(people))


def test_what_people_design_themselves_is_a_form_and_its_fields():
    spec = read(FORMS)
    (part,) = spec.parts_of("surveys")
    assert [entity.name for entity in spec.entities if not entity.internal] == ["form"]
    assert (part.options, spec.layout) == ({"designed": "yes", "guests": "yes"}, Layout.WORKSPACE)
    assert asked(spec).access["member"].update is Reach.OWN
    assert spec.not_built == ()
    kinds = {choice.value for choice in spec.entity("form_question").field("kind").choices}
    assert kinds >= {"short_text", "text", "number", "date", "email", "dropdown", "yes_no", "rating"}


def test_a_designer_of_anything_else_is_not_built():
    wished = read("A low-code platform to build workflows with component dragging and third-party components")
    assert wished.parts_of("surveys") == ()
    assert {"low-code", "component dragging"} <= {missed.subject for missed in wished.not_built}
    forms = read("A form designer with data sources and third-party integration for dynamic forms")
    assert "third-party" in " ".join(missed.subject for missed in forms.not_built)


def test_surveys_from_before_there_were_more_kinds_are_compiled_as_they_were():
    spec = read(SURVEYS)
    question = spec.entity("survey_question")
    kinds = question.field("kind")
    less = kinds.model_copy(update={"choices": kinds.choices[:4]})
    fields = [less if f is kinds else f for f in question.fields if f.name not in {"hint", "half"}]
    rows = tuple({k: v for k, v in row.items() if k not in {"hint", "half"}} for row in question.samples)
    before = question.model_copy(update={"fields": tuple(fields), "samples": rows})
    entities = tuple(before if entity is question else entity for entity in spec.entities)
    files = compile_app(spec.model_copy(update={"entities": entities}))
    assert "fault_of_entry" not in files[RULES]
    assert "hint" not in files[SCHEMAS]


MUTATIONS = [
    (RULES, "if not given.keys() <= asked.keys():", "if False:"),
    (RULES, "if question.required else None", "if False else None"),
    (RULES, "if len(given) > 1 and question.kind is not Kind.SEVERAL_CHOICES:", "if False:"),
    (SCHEMAS, "LONGEST = 2000", "LONGEST = 3000"),
    (RULES, "known = set(given) <= set(possible_answers(question)) and", "known ="),
    (RULES, "if is_marked(question) and set(given) == set(lines(question.correct))", "if set(given)"),
    (RULES, "is_draft = row.status is QuizStatus.DRAFT", "is_draft = False"),
    (ANSWERING, "if not is_open(row):", "if False:"),
    (ANSWERING, "if response_of(db, row, user):", "if False:"),
    (ANSWERING, "if is_open(row) else []", ""),
    (ANSWERING, "QuizResponse.person_id == user.id)", "QuizResponse.person_id != user.id)"),
    (ANSWERING, "or response.person_id != user.id", ""),
    (EDITING, "get_updatable(db, user, Quiz, row_id)", "db.get_one(Quiz, row_id)"),
    (EDITING, "if before.keys() != {*body.known}:", "if False:"),
    (EDITING, "if not kept <= before.keys():", "if False:"),
    (EDITING, "if given and body.kind is not question.kind:", "if False:"),
    (EDITING, "if given and body.options and not given <= set(lines(body.options)):", "if False:"),
    (EDITING, "if not body.with_answers and", "if False and"),
    (RESULTS, "row = get_updatable(db, user, Quiz, row_id)", "row = db.get_one(Quiz, row_id)"),
]


OF_FORMS = [
    (RULES, "if kind is Kind.NUMBER and", "if False and"),
    (RULES, "if kind is Kind.DATE and", "if False and"),
    (RULES, "if kind is Kind.EMAIL and", "if False and"),
    (RULES, "kind is not Kind.TEXT and (len(text) > LONGEST_LINE", "kind is not Kind.TEXT and (False"),
    (RULES, "Kind.RATING, Kind.YES_NO)", "Kind.RATING)"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("prompt", "mutations"), [(QUIZZES, MUTATIONS), (FORMS, OF_FORMS)])
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    prompt: str, mutations: list[Mutation], sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    tests = "tests/test_survey_answers.py"
    whole, survivors = await outcome(read(prompt), tests, mutations, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert b" passed" in whole
    assert survivors == []
