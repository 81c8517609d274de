"""Qualifying, as the reader and the compiler know it."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.qualifying.reading import PROOF, gated, needed, proof_of
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.compiler.backend_tests import TestedApp
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.reader.words import label, plural
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Part, Reach

NAME = "qualifying"
_TEMPLATES = f"capabilities/{NAME}/templates"
_GRANTED = "approved"
_THEIRS = Access(read=Reach.OWN, create=True, update=Reach.OWN)
_ALL = Access(read=Reach.ALL, create=True, update=Reach.ALL)


def _draft(reading: Reading) -> None:
    """Adds the record of what is needed, where something is booked or joined that it is needed for."""
    need, gate = needed(reading), gated(reading)
    if need is None or gate is None or reading.refuses(NAME):
        return
    proof = proof_of(reading)
    if proof is None:
        proof = add_record(reading, PROOF, need.because)
        proof.label = label(need.name.split())
        proof.plural_label = label([*need.name.split()[:-1], plural(need.name.split()[-1])])
    subject = gate[0]
    if need.single and not any(field.target == subject.name for field in proof.fields):
        field = add_field(proof, f"{safe_field_name(subject.name, proof.name)}! @{subject.name}", need.because)
        field.label = subject.label


def _settle(reading: Reading) -> None:
    need, gate, proof = needed(reading), gated(reading), proof_of(reading)
    state = state_field(proof) if proof is not None else None
    if need is None or reading.refuses(NAME):
        return
    if gate is None or proof is None or state is None or not _asks(reading, gate[1]):
        if need.said:
            reading.not_built.append((need.because, words_of()[NAME]["otherwise"]))
        return
    subject, record = gate
    by = next((field.name for field in record.fields if field.target == subject.name), "")
    if not by:
        return
    _entrust(reading, proof, record)
    about = next((field for field in proof.fields if field.target == subject.name), None)
    until = next((f.name for f in proof.fields if f.type is FieldType.DATE and f.name == "valid_until"), "")
    options = {"record": record.name, "by": by, "status": state.name, "granted": _GRANTED}
    options |= {"about": about.name} if about is not None else {}
    options |= {"until": until} if until else {}
    if about is not None:
        about.required = True
    add_part(reading, Part(capability=NAME, entity=proof.name, options=options), need.because)
    reading.parts = [_signed_in(part, subject.name) for part in reading.parts]


def _asks(reading: Reading, record: DraftEntity) -> bool:
    """Whether people with accounts make such rows, or a part of the application has them do so."""
    parts = [p for p in reading.parts if p.capability in {"booking", "joining"}]
    return any(record.name in {part.entity, part.options.get("record")} for part in parts)


def _entrust(reading: Reading, proof: DraftEntity, record: DraftEntity) -> None:
    """Those who book or join apply, and see their own; those who see to bookings approve."""
    for role in reading.roles:
        if role.kind is not RoleKind.ADMIN:
            leads = record.access.get(role.name, Access()).update is Reach.ALL
            proof.access[role.name] = _ALL if leads else _THEIRS
    proof.visitors = Access()


def _signed_in(part: Part, subject: str) -> Part:
    """The part, with nobody booking who has no account: of strangers nobody knows what they have."""
    if part.capability != "booking" or part.entity != subject or part.options.get("guests") != "yes":
        return part
    return part.model_copy(update={"options": dict(part.options) | {"guests": "no"}})


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The rule, what people see of it on the page of what they book, and their tests."""
    app = TestedApp(spec)
    known, told = {entity.name: entity for entity in app.entities}, part.options
    proof, record = known[str(part.entity)], known.get(told["record"])
    by = record.find(told["by"]) if record is not None else None
    state = proof.find(told["status"])
    if record is None or by is None or state is None or told["granted"] not in [c.value for c in state.choices]:
        return Contribution()
    views = {view.spec.name: view for view in entity_views(spec)}
    page, subject = views[by.target.name], by.target
    rights = {role.name: (spec.access(role, record.spec), spec.access(role, proof.spec)) for role in spec.roles}
    askers = [name for name, (of_record, own) in rights.items() if of_record.update is not Reach.ALL and own.create]
    if not askers:
        return Contribution()
    values: dict[str, object] = {
        "proof": proof,
        "kept": views[proof.name],
        "record": record,
        "subject": subject,
        "page": page,
        "by": by,
        "state": state,
        "granted": told["granted"],
        "about": proof.find(told.get("about")),
        "until": proof.find(told.get("until")),
        "refused": [choice.value for choice in state.choices if choice.value in {"rejected", "declined", "refused"}],
        "askers": askers,
        "admin": constant(spec.admin.name),
        "name": f"Qualified{pascal(subject.name)}",
    }
    module, many = f"components/qualifying/{values['name']}", in_sentence(record.spec.plural_label)
    shown = {subject.name: (Component(str(values["name"]), module),)}
    return Contribution(
        files={
            "conftest.py": render(f"{_TEMPLATES}/conftest.py.j2"),
            "backend/app/qualifying.py": render(f"{_TEMPLATES}/qualifying.py.j2", **values),
            "backend/app/routes/qualifying.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
            "tests/test_qualifying.py": render(f"{_TEMPLATES}/test_qualifying.py.j2", **values),
            f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Qualified.tsx.j2", **values),
            f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/Qualified.test.tsx.j2", **values),
        },
        routers=("qualifying",),
        record_actions=shown if page.public else {},
        workspace_sections={} if page.public else shown,
        actors=True,
        starts=values["about"] is not None,
        readme=(f"{proof.spec.plural_label} are applied for: who has no approved one makes no {many}.",),
    )


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "joining"),
    optional=frozenset({"about", "until"}),
)
