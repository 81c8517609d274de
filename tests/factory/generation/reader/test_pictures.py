"""Pictures: one where the prompt speaks of one, several where it speaks of them in the plural."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import FieldType


def pictures(prompt: str, key: str) -> list[tuple[str, FieldType]]:
    kinds = {FieldType.IMAGE, FieldType.IMAGES}
    return [(field.name, field.type) for field in read(prompt).entity(key).fields if field.type in kinds]


@pytest.mark.parametrize(
    ("prompt", "key", "name"),
    [
        ("A recipe site. Users share recipes with ingredients, steps, and pictures.", "recipe", "pictures"),
        ("Sellers post second-hand items with a title, a price, and upload multiple pictures.", "product", "pictures"),
        ("An online shop for furniture with product images, prices and a cart.", "product", "images"),
        ("A review site for cafes. Users write reviews with photos.", "review", "photos"),
        ("Citizens report potholes with location and photos.", "pothole", "photos"),
        ("A car marketplace: sellers list cars with brand, mileage, price, and several images.", "sold_car", "photos"),
    ],
)
def test_pictures_in_the_plural_are_several_and_nothing_has_one_beside_them(prompt: str, key: str, name: str) -> None:
    assert pictures(prompt, key) == [(name, FieldType.IMAGES)]


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        ("Track plants with name, species and a photo.", "plant"),
        ("Employees with departments; each employee uploads an avatar", "employee"),
        ("A photographer's portfolio with a photo gallery and a contact form.", "photo"),
    ],
)
def test_one_picture_people_and_pictures_themselves_have_one(prompt: str, key: str) -> None:
    assert [kind for _, kind in pictures(prompt, key)] == [FieldType.IMAGE]


def test_rows_of_a_demonstration_have_two_or_three_drawn_pictures() -> None:
    files = compile_app(read("A recipe site. Users share recipes with ingredients, steps, and pictures."))
    assert '"pictures": ["lentil-soup-' in files["backend/app/demo.json"]
    assert "def drawing(" in files["backend/app/demo_files.py"]
    assert "frontend/src/components/pictures.tsx" in files
