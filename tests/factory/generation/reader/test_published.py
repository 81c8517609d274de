"""What content sites tell of beyond news: diaries, stories, terms, methods, customs."""

import pytest

from millwright.factory.generation import read


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("a studio diary", "studio_diary"),
        ("oral histories of the village", "oral_history"),
        ("trade term explanation", "explained_term"),
        ("tasting methods", "method_guide"),
        ("warranty descriptions", "warranty_term"),
        ("subsidy policies", "policy_note"),
        ("a sermon archive", "held_sermon"),
        ("scripture reading", "holy_text"),
        ("facial makeups", "facial_makeup"),
        ("craft process display", "craft_process"),
        ("folk customs", "local_custom"),
        ("floor plans", "floor_plan"),
        ("a visiting guide", "visit_guide"),
    ],
)
def test_a_content_site_keeps_what_it_tells_of(said: str, name: str) -> None:
    spec = read(f"A public website for a heritage house. The website should have functionalities for news and {said}.")
    entity = next(entity for entity in spec.entities if entity.name == name)
    assert entity.visitors.read == "all"
    assert not any(said in reason.subject for reason in spec.not_built)


def test_a_studio_diary_keeps_no_studios() -> None:
    spec = read("A portfolio website for a potter. The website should display works, a studio diary and a CV.")
    names = {entity.name for entity in spec.entities}
    assert "studio_diary" in names
    assert "venue" not in names


def test_what_follows_the_order_of_a_list_is_shown_as_well() -> None:
    spec = read("A portfolio site for a potter. It should display works grouped by glaze and year, a diary and a CV.")
    assert {"Work", "Résumé entry"} <= {entity.label for entity in spec.entities}


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("tree species introduction", "Species"),
        ("stone display", "Stone"),
        ("pruning knowledge", "Article"),
        ("expedition introduction", "Expedition"),
    ],
)
def test_what_a_house_introduces_is_shown(said: str, label: str) -> None:
    spec = read(f"A website for a bonsai club with functionalities for photos, {said} and club introduction.")
    entity = next(entity for entity in spec.entities if entity.label == label)
    assert entity.visitors.read == "all"
    assert not any("club" in entity.name for entity in spec.entities)


def test_what_a_system_displays_is_no_record_of_its_own() -> None:
    spec = read("A warehouse management system with functionalities for stock records, temperature display and alerts.")
    assert not any("temperature" in entity.name for entity in spec.entities)
