"""A picture and a telephone number of accounts: columns of people, on the page of one's own account and among users."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.capabilities import listed_stems
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.words import holds, stems
from millwright.factory.generation.spec import AppSpec, Part

_NAME = "person_details"
_FILES = {
    "backend/app/pictures.py": "backend/pictures.py.j2",
    "backend/app/routes/member_picture.py": "backend/routes.py.j2",
    "frontend/src/components/people/Portrait.tsx": "frontend/Portrait.tsx.j2",
    "frontend/src/components/people/PictureForm.tsx": "frontend/PictureForm.tsx.j2",
    "frontend/src/components/people/PictureForm.test.tsx": "frontend/PictureForm.test.tsx.j2",
    "tests/test_person_details.py": "tests/test_person_details.py.j2",
}


def _draft(reading: Reading) -> None:
    """They are kept with the accounts, not as records."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    wishes += reading.wished("phone_verification")
    wishes += [wish for wish in reading.wished("profiles") if holds(stems(wish.words), listed_stems(_NAME, "personal"))]
    if wishes and not reading.refuses(_NAME):
        add_part(reading, Part(capability=_NAME), because_of(wishes, ""))


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    values = {"admin": f"Role.{naming.constant(spec.admin.name)}", "public": bool(spec.contributed_entities)}
    return Contribution(
        files={path: render(f"capabilities/{_NAME}/templates/{name}", **values) for path, name in _FILES.items()},
        routers=("member_picture",),
        person_details=True,
        readme=("Give your account a picture and a telephone number; the administrator sees and changes them.",),
    )


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute)
