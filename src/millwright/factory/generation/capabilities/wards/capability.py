"""Rows that are also of those to whom belongs what they are about: parents see what is recorded of their children."""

from millwright.factory.generation.capabilities.contribution import Contribution, Ward
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.reader.wards import sees_as_ward, warded_by
from millwright.factory.generation.spec import AppSpec, Part

NAME = "wards"


def _draft(_reading: Reading) -> None:
    """Needs no record: rows refer to whom they are about."""


def _settle(reading: Reading) -> None:
    for entity in reading.entities:
        roles = [role for role in outsiders(reading) if sees_as_ward(reading, entity, role)]
        field = warded_by(reading, entity, roles[0]) if roles else None
        if field is None:
            continue
        seen = [role.name for role in roles if warded_by(reading, entity, role) is field]
        options = {"by": field.name, "roles": ", ".join(seen)}
        because = f"assumed: {field.label.lower()} and account belong together"
        add_part(reading, Part(capability=NAME, entity=entity.name, options=options), because)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = spec.entity(str(part.entity))
    by = next(field for field in entity.fields if field.name == part.options["by"])
    roles = tuple(part.options["roles"].split(", "))
    told = f"People see the {in_sentence(entity.plural_label)} of their own {in_sentence(by.label)}, and change none."
    tests = render(
        "capabilities/wards/templates/test_wards.py.j2",
        plural=entity.plural_label,
        name=entity.name,
        target=str(by.target),
        by=by.name,
        api=api_path(entity),
        roles=roles,
        admin=constant(spec.admin.name),
    )
    return Contribution(
        files={f"tests/test_wards_of_{entity.plural}.py": tests},
        wards={entity.name: Ward(by.name, roles)},
        readme=(told,),
    )


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, after=("booking", "joining", "signed", "workflow"))
