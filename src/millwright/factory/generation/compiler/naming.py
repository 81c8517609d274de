"""How the names of a specification are spelt in code, in files and in URLs; pure functions, one place each."""

from millwright.factory.generation.spec import Entity, FieldSpec

LIST_PARAMETERS = frozenset({"page", "q", "size", "sort"})
"""Query parameters that every list has, so that a filter cannot have them."""


def pascal(name: str) -> str:
    """`repair_job` as `RepairJob`: a class, a type or a component."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def camel(name: str) -> str:
    """`repair_job` as `repairJob`: a variable in TypeScript."""
    whole = pascal(name)
    return whole[:1].lower() + whole[1:]


def kebab(name: str) -> str:
    """`repair_job` as `repair-job`: a part of a URL or of a file name."""
    return name.replace("_", "-")


def constant(name: str) -> str:
    """`repair_job` as `REPAIR_JOB`."""
    return name.upper()


def api_path(entity: Entity) -> str:
    """Where an entity's collection answers: `/api/repair-jobs`."""
    return f"/api/{kebab(entity.plural)}"


def page_path(entity: Entity) -> str:
    """Where an entity's list is shown in the browser: `/repair-jobs`."""
    return f"/{kebab(entity.plural)}"


def filter_name(field: FieldSpec) -> str:
    """The query parameter of an exact filter: the field's name, or `size_is` where lists use that name already."""
    return f"{field.name}_is" if field.name in LIST_PARAMETERS else field.name


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: `Repair job` as `repair job`, but `VAT rate` and `PDF` as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
