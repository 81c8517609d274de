"""Import lines for the pages of an entity: each name that they use, from the one module that has it."""

from collections import defaultdict
from collections.abc import Iterable

COMPONENTS = """
    Badge/Badge Board/Board Button/Button Button/ButtonLink details/Detail
    details/Details ListToolbar/ListToolbar PageHeader/PageHeader RecordForm/RecordForm RecordList/RecordList RecordPage/RecordPage
    ReferenceLink/ReferenceLink RelatedList/RelatedList states/ErrorState states/Skeleton
    Toast/useToast fields/CheckboxField fields/ChoiceField
    fields/DateTimeField fields/NumberField fields/ReferenceField
    fields/TextAreaField fields/TextField filters/ChoiceFilter
    filters/yesOrNo filters/RangeFilter filters/ReferenceFilter
""".split()
LIBRARY = """
    api/api api/messageOf format/formatAge format/formatDate format/formatDateTime format/formatMoney format/formatNumber
    permissions/canCreate permissions/canRead permissions/canUpdate session/useUser
    useListQuery/useListQuery useResource/useResource
""".split()
PACKAGES = {
    "react": "useState",
    "react-router": "Link",
    "lucide-react": "List Plus SquareKanban",
}


def _modules() -> dict[str, str]:
    modules = {name: package for package, names in PACKAGES.items() for name in names.split()}
    for folder, paths in (("components", COMPONENTS), ("lib", LIBRARY)):
        for path in paths:
            module, _, name = path.rpartition("/")
            modules[name] = f"../../{folder}/{module}"
    return modules


_MODULES = _modules()


def import_lines(
    names: Iterable[str], *, icons: Iterable[str] = (), choices: Iterable[str] = (), types: Iterable[str] = ()
) -> str:
    """The import statements of a page in `pages/<plural>/` that uses these names, in the usual order."""
    by_module: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        by_module[_MODULES[name]].add(name)
    for source, given in (("lucide-react", icons), ("../../lib/choices", choices)):
        if found := set(given):
            by_module[source] |= found
    lines = [(module, _line("import", found, module)) for module, found in by_module.items()]
    if found := set(types):
        lines.append(("../../lib/types", _line("import type", found, "../../lib/types")))
    return "\n".join(line for _, line in sorted(lines, key=lambda one: (one[0].startswith("."), one)))


def _line(keyword: str, names: set[str], module: str) -> str:
    return f'{keyword} {{ {", ".join(sorted(names))} }} from "{module}";'
