"""Names that a specification may not use, because the generated application has them for something else."""

import keyword

from pydantic import BaseModel

RESERVED = frozenset(
    # Names that a table, a Python module, a TypeScript type or a route of the generated application already has.
    """
    account accounts admin alembic_version all and api app apps array as auth base boolean case check class config
    console constructor create created_at csv database date datetime default delete demo desc distinct document
    element end error event export false field fields file float foreign from function global grant group having
    health home id import in index int integer into is join json key like limit link list login logout main map me
    meta metadata model models new not null number object on or order_by owner_id page pages password primary promise
    prototype query record references registry request response role roles select self session sessions set settings
    setup signup start static str string sys table test then this to token true type undefined union unique update
    updated_at user user_session users using values view void when where window with xml
    """.split()
)
RESERVED_ENTITIES = frozenset(
    # Entities become classes and modules, where more names are taken than among fields.
    """
    annotated any api_router cli current_user dashboard dashboards decimal foreign_key invalid list_query mapped
    numeric pagination row_id row_option search_text streaming_response text
    upload uploads
    """.split()
)
_OF_CAPABILITIES = frozenset(
    # Modules and paths that capabilities bring along; applications without these have called records so.
    """
    account_mail checkout favourites following live messages my_orders notifications owed paying profiles star_ratings
    donating record_history member_picture member_pictures survey_answering survey_editing
    survey_reading
    """.split()
)
_ATTRIBUTES = frozenset(dir(BaseModel)) | {
    "byline",  # which rows have beside their fields
    "made_by",
    "property",  # which the models decorate with
}


def fault_of_name(name: str, reserved: frozenset[str] = RESERVED) -> str | None:
    """What is wrong with a name in snake case, in words; None when nothing is."""
    if keyword.iskeyword(name) or name in reserved:
        return f"{name} is a reserved word"
    if name.endswith("_") or "__" in name:
        return f"{name} is not a usable name"
    return None


def fault_of_field_name(name: str) -> str | None:
    """The same for the name of a field, which is an attribute of models and schemas."""
    if name in _ATTRIBUTES or name.startswith(("model_dump", "model_validate")):
        return f"{name} is a reserved word"
    return fault_of_name(name)


def fault_of_entity_name(name: str) -> str | None:
    """The same for the name of an entity, singular or plural."""
    return fault_of_name(name, RESERVED | RESERVED_ENTITIES)


def fault_of_new_entity(name: str) -> str | None:
    """The same for an entity that is added or renamed: it leaves the names of capabilities alone, too."""
    return fault_of_name(name, RESERVED | RESERVED_ENTITIES | _OF_CAPABILITIES)


def derived_names(name: str, kind: str) -> tuple[str, ...]:
    """All the keys and parameters that a field of a type brings along, its own name first."""
    if kind in {"account", "reference"}:
        return (name, f"{name}_id", f"{name}_label")
    if kind in {"date", "datetime", "decimal", "integer", "money", "time"}:
        return (name, f"{name}_from", f"{name}_to")
    return (name,)


def class_names(entity: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The classes of an entity and of its choice fields, spelt alike where Python or a file system could mix them."""
    suffixes = ("", "create", "update", "output", "query", *choices)
    return tuple(f"{entity}{suffix}".replace("_", "") for suffix in suffixes)
