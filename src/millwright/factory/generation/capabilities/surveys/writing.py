"""What the generated application gets for its surveys."""

from millwright.factory.generation.capabilities.community import bystander, subject_view, table_name
from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
    Saving,
)
from millwright.factory.generation.capabilities.surveys.extras import LIMIT
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Entity, FieldSpec, Part

_TEMPLATES = "capabilities/surveys/templates"
_BACK_END = {
    "backend/app/survey_rules.py": "backend/rules.py",
    "backend/app/schemas/survey_answering.py": "backend/schemas.py",
    "backend/app/routes/survey_answering.py": "backend/answering.py",
    "backend/app/routes/survey_editing.py": "backend/editing.py",
    "backend/app/routes/survey_reading.py": "backend/results.py",
    "tests/test_survey_answers.py": "tests/test_surveys.py",
}
_FRONT_END = (
    "surveys.ts", "Answering.tsx", "AnswerSheet.tsx", "Done.tsx", "QuestionInput.tsx", "Questions.tsx",
    "QuestionForm.tsx", "ResultsView.tsx", "SurveyPanel.tsx", "surveys.test.tsx",
)  # fmt: skip
_SHARED = {f"frontend/src/components/{name}": f"frontend/{name}" for name in ("Arranging.tsx", "LinesField.tsx")}
_LINKED = (Place.ENTRANCE, Place.WORKSPACE)
_FOLDER = "components/surveys"
_SCORES = ("/my-scores", "/my-scores/:id")


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, and the panel below each record: the form for those who answer, questions and results for others."""
    entity, view = subject_view(spec, part)
    values = _values(spec, part)
    files = {path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _BACK_END.items()}
    files |= {path: render(f"capabilities/shared/{name}.j2") for path, name in _SHARED.items()}
    for name in _FRONT_END:
        files[f"frontend/src/{_FOLDER}/{name}"] = render(f"{_TEMPLATES}/frontend/{name}.j2", **values)
    if not any(other.export for other in spec.entities if not other.internal):
        files["backend/app/csv_export.py"] = render("backend/app/csv_export.py.j2")
    page = Component("AnswerPage", "pages/AnswerPage")
    scores = (Component("ScoresPage", "pages/ScoresPage"), Component("ScorePage", "pages/ScorePage"))
    link = Component("AnswerLink", f"{_FOLDER}/AnswerLink")
    linked = Component("LinkedPage", "pages/LinkedPage")
    if values["linked"]:
        files[f"frontend/src/{linked.module}.tsx"] = render(f"{_TEMPLATES}/frontend/LinkedPage.tsx.j2", **values)
    leaders = Component("LeadersPage", "pages/LeadersPage")
    if values["timed"]:
        files["backend/app/survey_clock.py"] = render(f"{_TEMPLATES}/backend/clock.py.j2", **values)
        for name in ("Countdown", "StartClock"):
            files[f"frontend/src/{_FOLDER}/{name}.tsx"] = render(f"{_TEMPLATES}/frontend/{name}.tsx.j2", **values)
    if values["ranked"]:
        files[f"frontend/src/{leaders.module}.tsx"] = render(f"{_TEMPLATES}/frontend/LeadersPage.tsx.j2", **values)
    if values["marked"]:
        for own in scores:
            files[f"frontend/src/{own.module}.tsx"] = render(f"{_TEMPLATES}/frontend/{own.name}.tsx.j2", **values)
        scored = f"{_FOLDER}/Scores.tsx"
        files[f"frontend/src/{scored}"] = render(f"{_TEMPLATES}/frontend/Scores.tsx.j2", **values)
    if view.public:
        files[f"frontend/src/{page.module}.tsx"] = render(f"{_TEMPLATES}/frontend/AnswerPage.tsx.j2", **values)
        files[f"frontend/src/{link.module}.tsx"] = render(f"{_TEMPLATES}/frontend/AnswerLink.tsx.j2", **values)
    panel = Component("SurveyPanel", f"{_FOLDER}/SurveyPanel", changes=bool(values["designed"]))
    drafts = bool(values["drafts"])
    place = Place.SITE if view.public else Place.WORKSPACE
    return Contribution(
        files=files,
        routers=("survey_answering", "survey_editing", "survey_reading"),
        holds={entity.name: table_name(entity.name, "draft")} if drafts else {},
        savings={entity.name: (Saving("keep_drafts_back", "backend.app.survey_rules"),)} if drafts else {},
        record_actions={entity.name: (link,)} if view.public else {},
        record_sections={entity.name: (panel,)} if view.public else {},
        workspace_sections={entity.name: (panel,)},
        routes=(
            *((Route(f"/{naming.kebab(entity.plural)}/:id/answer", page),) if view.public else ()),
            *(
                Route(path, own, place, signed_in=True)
                for path, own in zip(_SCORES, scores, strict=True)
                if values["marked"]
            ),
            *((Route("/leaderboard", leaders, place),) if values["ranked"] else ()),
            *(Route("/answer/:id", linked, where) for where in _LINKED if values["linked"]),
        ),
        navigation=_links(part, place),
        packages=("@dnd-kit/core",),
        readme=_readme(part, naming.in_sentence(entity.label), naming.in_sentence(entity.plural_label)),
    )


def _links(part: Part, place: Place) -> tuple[NavigationItem, ...]:
    menu = Place.ACCOUNT if place is Place.SITE else place
    own = NavigationItem("My scores", _SCORES[0], "GraduationCap", menu)
    leaders = NavigationItem("Leaderboard", "/leaderboard", "Trophy", place)
    asked = {"marked": own, "ranked": leaders}
    return tuple(link for name, link in asked.items() if name in part.options)


def _readme(part: Part, one: str, many: str) -> tuple[str, ...]:
    if "designed" in part.options:
        own = f"Design a {one} below its page: drag or add fields, preview and publish it, and read the responses."
        return (own, f"Fill in published {many}{', also without an account' if part.options.get('guests') else ''}.")
    asking = (
        f"Write the questions of a {one} below its page (choices, ratings, texts), open it, and see what came of it."
    )
    often = "as often as you like" if "again" in part.options else "once each"
    scored = f"Answer {many} {often}, and see at once what was right; My scores keeps the scores."
    answered = f"Answer open {many} once each{', also without an account' if part.options.get('guests') else ''}."
    if "minutes" in part.options:
        scored += " The clock runs from Start, and hands in by itself."
    return (asking, scored if part.options.get("marked") else answered)


def _values(spec: AppSpec, part: Part) -> dict[str, object]:
    entity, view = subject_view(spec, part)
    names = {
        what: naming.pascal(table_name(entity.name, what))
        for what in ("question", "response", "answer", "draft", "start")
    }
    outsider = bystander(spec, entity)
    questions = spec.entity(table_name(entity.name, "question"))
    others = (role.name for role in spec.roles if not role.admin)
    guests = part.options.get("guests") == "yes"
    root = "" if view.public else spec.workspace_root
    return {
        **names,
        "entity": entity,
        "cls": naming.pascal(entity.name),
        "path": naming.kebab(entity.plural),
        "client": view.client,
        "state": _state(entity),
        "mark": entity.field("pass_mark").name if part.options.get("marked") else "",
        "description": next((field.name for field in entity.fields if field.name == "description"), ""),
        "style": next((field.name for field in entity.fields if field.name == "style" and field.choices), ""),
        "marked": part.options.get("marked") == "yes",
        "ranked": "ranked" in part.options,
        "designed": "designed" in part.options,
        "piece": "field" if "designed" in part.options else "question",
        "rich": any(field.name == "hint" for field in questions.fields),
        "timed": "minutes" in part.options,
        "minutes": part.options.get("minutes", ""),
        "limit": entity.field(LIMIT).name if "minutes" in part.options else "",
        "again": "again" in part.options,
        "guests": guests,
        "public": view.public,
        "anybody": view.public or guests,
        "linked": guests and not view.public,
        "asks_sign_in": view.public and not guests,
        "drafts": all(other.entity != entity.name for other in spec.parts_of("moderation")),
        "root": root,
        "home": f"{root}/{naming.kebab(entity.plural)}",
        "admin": naming.constant(spec.admin.name),
        "outsider": outsider,
        "answerer": naming.constant(outsider or next(others, spec.admin.name)),
    }


def _state(entity: Entity) -> FieldSpec:
    """The field that says whether it can be answered; `KeyError` names it, or a state, where it is missing."""
    field = entity.field("status")
    known = {choice.value for choice in field.choices}
    missing = next((state for state in ("draft", "open", "closed") if state not in known), None)
    if missing is not None:
        raise KeyError(missing)
    return field
