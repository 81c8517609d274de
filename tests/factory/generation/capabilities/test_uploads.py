"""What a prompt wants to upload has a field."""

from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import FieldType


def test_people_who_upload_avatars_have_pictures() -> None:
    employee = read("Employees with departments; each employee uploads an avatar").entity("employee")
    assert FieldType.IMAGE in {field.type for field in employee.fields}


def test_files_are_attached_to_what_the_words_stand_beside() -> None:
    spec = read("Teams track bugs and upload screenshots and files to bugs")
    assert any(field.type in {FieldType.FILE, FieldType.IMAGE} for entity in spec.entities for field in entity.fields)


def test_an_application_without_files_has_no_uploads() -> None:
    assert "backend/app/uploads.py" not in compile_app(read("Keep notes with a title and a body"))
