"""Moderation: what members contribute is reported, hidden and restored, and approved first where the prompt says so."""

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
    Saving,
)
from millwright.factory.generation.capabilities.community import TALK_DOMAINS, add_table, subject_view, table_name
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.roles import signs_up
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.words import stem
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import Access, AppSpec, Part, Reach, SampleValue

_NAME = "moderation"
_REPORT = (
    "reason! choice: Spam | Abusive | False | Off topic | Something else",
    "note long",
    "outcome! choice: Open | Hidden | Left as it is",
)
_HOLD = ("state! choice: Waiting | Hidden | Rejected",)
_ASSUMED = "people who meet here report what should not be there"
_APPROVING = frozenset(stem(word) for word in "approve approval review moderate vet check accept".split())
_FIRST = frozenset(stem(word) for word in "before until after once only first await wait".split())
_SHOWN = frozenset(
    stem(word) for word in "publish publication appear live public publicly visible show shown display".split()
)
_NEEDED = frozenset(stem(word) for word in "need must require responsible have".split())
_WAITED_FOR = frozenset(stem(word) for word in ("approval", "moderation"))
_ABSORBED = frozenset({"reviews", "workflow"})
_OFFERED = frozenset("ad advert advertisement content entry listing offer post posting".split())
_MOST = 2
_TEMPLATES = f"capabilities/{_NAME}/templates"


def _draft(reading: Reading) -> None:
    """What a sentence about approval calls a review or an approval is neither stars nor a workflow."""
    reading.wishes = [
        wish
        for wish in reading.wishes
        if wish.capability.name not in _ABSORBED or not _says_approval(reading, wish.sentence)
    ]


def _says_approval(reading: Reading, sentence: Sentence) -> bool:
    """Whether contributions are to wait: "posts are approved before they appear", "moderators approve posts"."""
    if all(wish.sentence is not sentence for wish in reading.wished(_NAME)):
        return False
    said = {token.stem for token in sentence.tokens}
    first = said & _FIRST and said & (_SHOWN | _WAITED_FOR)
    needed = stem("review") in said and said & _NEEDED
    return bool(said & _APPROVING and (first or needed)) or stem("approve") in said


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    refused = reading.refuses(_NAME)
    talk = reading.domain is not None and reading.domain.name in TALK_DOMAINS
    if not wishes and (refused or not talk):
        return
    subjects = _subjects(reading)
    if not subjects:
        reading.wishes = [wish for wish in reading.wishes if not _only_names_people(wish)]
    approval = any(_says_approval(reading, wish.sentence) for wish in wishes)
    because = because_of(wishes, _ASSUMED)
    for subject in subjects:
        for what, lines in (("report", _REPORT), ("hold", _HOLD)):
            table = add_table(reading, subject, what, lines, because)
            table.access = {role.name: Access(read=Reach.OWN, create=True) for role in reading.roles if signs_up(role)}
        options = {"approval": "yes"} if approval else {}
        add_part(reading, Part(capability=_NAME, entity=subject.name, options=options), because)


def _only_names_people(wish: Wish) -> bool:
    """Whether the words are those for moderators, who may take care of something else."""
    return wish.capability.name == _NAME and "moderator" in wish.words.lower()


def _subjects(reading: Reading) -> list[DraftEntity]:
    """The public records that people who register add, those that the prompt wants moderated first."""
    if reading.layout is not Layout.SITE:
        return []
    strangers = [role.name for role in reading.roles if signs_up(role)]
    contributed = [
        entity
        for entity in reading.entities
        if not entity.internal and entity.visitors.read is Reach.ALL
        if any(_contributes(entity.access.get(name, Access())) for name in strangers)
    ]
    named = [entity for wish in reading.wished(_NAME) for entity in records_in(reading, wish.sentence, 0)]
    found = [*_reported(reading, strangers), *sorted(contributed, key=lambda entity: entity not in named)]
    return [entity for place, entity in enumerate(found) if entity not in found[:place]][:_MOST]


def _reported(reading: Reading, strangers: list[str]) -> list[DraftEntity]:
    """What the prompt says is reported: reviews, and public records that are named so, whoever puts them there."""
    if not strangers:
        return []
    things = {thing for flag in reading.flaggings for thing in flag.content}
    public = [e for e in reading.entities if not e.internal and e.visitors.read is Reach.ALL]
    named = [e for e in public if things & {e.key, e.name, *e.name.split("_")[-1:]}]
    judged = [part.options["review"] for part in reading.parts if part.capability == "reviews"]
    opined = any(flag.opinions for flag in reading.flaggings)
    reviews = [entity for name in judged if opined and (entity := reading.entity(name)) is not None]
    offered = public[:1] if things & _OFFERED and not (named or reviews) else []
    return [*reviews, *named, *offered]


def _contributes(access: Access) -> bool:
    return access.create and access.delete is not Reach.ALL


def _finish(reading: Reading) -> None:
    """In the demonstration one record is reported and, where they are approved first, another waits."""
    approved = {part.entity for part in reading.parts if part.capability == _NAME and part.options}
    for entity in reading.entities:
        reports, holds = (reading.entity(table_name(entity.name, what)) for what in ("report", "hold"))
        if reports is None or holds is None or not reports.internal or not holds.internal:
            continue
        last = len(entity.samples) - 1
        # Members and the administrator made the rows in turns: what waits is a member's, who reports the other's.
        waiting, reported = last - last % 2, last - 1 + last % 2
        waits = last >= 2 and entity.name in approved
        said: list[dict[str, SampleValue]] = [_told(reported, "spam", None)]
        said += [_told(1, "false", "This is not how it was.")] if reading.flaggings else []
        reports.samples = tuple(said) if last >= 2 else ()
        holds.samples = ({"subject": waiting, "state": "waiting"},) if waits else ()


def _told(subject: int, reason: str, note: str | None) -> dict[str, SampleValue]:
    return {"subject": subject, "reason": reason, "note": note, "outcome": "open"}


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    names = {what: table_name(entity.name, what) for what in ("report", "hold")}
    approval = part.options.get("approval") == "yes"
    many, module = naming.in_sentence(entity.plural_label), f"{entity.name}_moderation"
    page = Component(f"{view.type}ModerationPage", f"pages/moderation/{view.type}ModerationPage")
    standing = Component(f"{view.type}Standing", f"components/moderation/{view.type}Standing")
    values = _values(spec, part) | {"approval": approval, "view": view, "module": module}
    files = {
        f"backend/app/{module}.py": render(f"{_TEMPLATES}/backend/rules.py.j2", **values),
        f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        "backend/app/writing.py": render("capabilities/shared/backend/writing.py.j2"),
        f"tests/test_{module}.py": render(f"{_TEMPLATES}/tests/test_moderation.py.j2", **values),
        f"frontend/src/{page.module}.tsx": render(f"{_TEMPLATES}/frontend/SubjectModerationPage.tsx.j2", **values),
        f"frontend/src/{standing.module}.tsx": render(f"{_TEMPLATES}/frontend/SubjectStanding.tsx.j2", **values),
    }
    for name in ("moderation.ts", "Standing.tsx", "ReportDialog.tsx", "Queue.tsx", "Case.tsx", "Moderation.test.tsx"):
        files[f"frontend/src/components/moderation/{name}"] = render(f"{_TEMPLATES}/frontend/{name}.j2", spec=spec)
    mine = Component("MyReportsPage", "pages/moderation/MyReportsPage")
    subjects = [spec.entity(str(one.entity)) for one in spec.parts_of(_NAME)]
    files[f"frontend/src/{mine.module}.tsx"] = render(f"{_TEMPLATES}/frontend/MyReportsPage.tsx.j2", subjects=subjects)
    files[f"frontend/src/{mine.module}.test.tsx"] = render(
        f"{_TEMPLATES}/frontend/MyReportsPage.test.tsx.j2", subjects=subjects
    )
    alone = len(spec.parts_of(_NAME)) == 1
    path = f"/moderation/{naming.kebab(entity.plural)}"
    label = "Moderation" if alone else f"Moderation of {many}"
    readme = f"Report {many}; whoever may delete all of them hides and restores them under {label}."
    first = f"New {many} wait until they are approved there." if approval else ""
    return Contribution(
        files=files,
        routers=(module,),
        holds={entity.name: names["hold"]},
        savings={entity.name: (Saving("hold_back", f"backend.app.{module}"),)} if approval else {},
        routes=(
            Route(path, page, Place.WORKSPACE, subject=entity.name, every_row=True),
            Route("/my-reports", mine, signed_in=True),
        ),
        navigation=(
            NavigationItem(label[:60], path, "ShieldCheck", Place.WORKSPACE, entity.name, every_row=True),
            NavigationItem("My reports", "/my-reports", "Flag", Place.ACCOUNT),
        ),
        record_actions={entity.name: (standing,)} if view.public else {},
        workspace_sections={entity.name: (standing,)},
        readme=(f"{readme} {first}".strip(),),
    )


def _values(spec: AppSpec, part: Part) -> dict[str, object]:
    """Names for the templates, and the roles that tests act as."""
    entity = spec.entity(str(part.entity))
    access = {role.name: spec.access(role, entity) for role in spec.roles if role.signup}
    member = next((name for name, may in access.items() if _contributes(may)), next(iter(access)))
    judged = next((part for part in spec.parts_of("reviews") if part.options["review"] == entity.name), None)
    return {
        "about": AppView(spec).entity(str(judged.entity)) if judged else None,
        "entity": entity,
        "cls": naming.pascal(entity.name),
        "report": naming.pascal(table_name(entity.name, "report")),
        "hold": naming.pascal(table_name(entity.name, "hold")),
        "path": naming.kebab(entity.plural),
        "admin": naming.constant(spec.admin.name),
        "member": naming.constant(member),
        "members_edit": access[member].update is Reach.OWN,
        "asker": AppView(spec).entity(entity.name).asker,
    }


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, after=("member_posts", "reviews"), finish=_finish)
