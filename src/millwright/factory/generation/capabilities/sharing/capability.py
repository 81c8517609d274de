"""Sharing of a record's page: by copying its address, by mail, and through the sites that take an address."""

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view, subjects_of
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

_FOLDER = "components/sharing"
_TEMPLATES = "capabilities/sharing/templates"


def _draft(_reading: Reading) -> None:
    """Nothing is kept of what people pass on."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished("sharing")
    for subject in subjects_of(reading, wishes):
        add_part(reading, Part(capability="sharing", entity=subject.name), because_of(wishes, ""))


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    button = Component(f"{view.type}Share", f"{_FOLDER}/{view.type}Share")
    here = {entity.name: (button,)}
    files = {
        f"frontend/src/{button.module}.tsx": render(f"{_TEMPLATES}/SubjectShare.tsx.j2", view=view),
        f"frontend/src/{_FOLDER}/ShareButton.tsx": render(f"{_TEMPLATES}/ShareButton.tsx.j2"),
        f"frontend/src/{_FOLDER}/ShareButton.test.tsx": render(f"{_TEMPLATES}/ShareButton.test.tsx.j2"),
    }
    return Contribution(
        files=files,
        record_actions=here if view.public else {},
        workspace_sections={} if view.public else here,
        readme=(f"Share the page of a {entity.label.lower()} by its address.",),
    )


CAPABILITY = Capability("sharing", _draft, _settle, _contribute)
