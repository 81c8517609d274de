"""Import lines for the pages of an entity: each name that they use, from the one module that has it."""

from collections import defaultdict
from collections.abc import Iterable

from millwright.factory.generation.capabilities import Component

_NAMES = {
    "lucide-react": "List Plus SquareKanban",
    "react": "useState",
    "react-router": "Link",
    "../../components/Badge": "Badge",
    "../../components/Board": "Board",
    "../../components/Button": "ButtonLink",
    "../../components/Due": "Due",
    "../../components/Expires": "Expires",
    "../../components/TextList": "TextList",
    "../../components/Formatted": "Formatted",
    "../../components/FormattedField": "FormattedField",
    "../../components/ListToolbar": "ListToolbar",
    "../../components/PageHeader": "PageHeader",
    "../../components/pictures": "Pictures PicturesField",
    "../../components/records": "RecordForm RecordList RecordPage RelatedList",
    "../../components/ShareBar": "ShareBar",
    "../../components/stars": "Stars StarsField",
    "../../components/tags": "TagList TagsField",
    "../../components/uploads": "FileLink Picture Thumbnail UploadField",
    "../../components/Toast": "useToast",
    "../../components/details": "Detail Details ReferenceLink",
    "../../components/fields": (
        "CheckboxField ChoiceField DateTimeField NumberField ReferenceField PersonField TextAreaField TextField"
    ),
    "../../components/filters": "ChoiceFilter RangeFilter ReferenceFilter TextFilter yesOrNo",
    "../../components/site/Byline": "Byline",
    "../../components/site/Contribution": "NewRecord OwnRecord",
    "../../components/site/Carousel": "Carousel",
    "../../components/site/kinds": "PublicKind",
    "../../components/site/PublicList": "PublicList",
    "../../components/site/PublicRecord": "PublicRecord",
    "../../components/site/Records": "Records",
    "../../components/site/VisitorForm": "VisitorForm",
    "../../components/site/sections": "CallToAction Counts Features Figures Hero Prose",
    "../../components/states": "ErrorState Skeleton",
    "../../lib/api": "api messageOf",
    "../../lib/format": "formatAge formatDate formatDateTime formatMoney formatNumber formatTime",
    "../../lib/plain": "plainWords",
    "../../lib/permissions": "canCreate canUpdate isInCharge",
    "../../lib/session": "useUser",
    "../../lib/uploads": "isFilm isPicture",
    "../../lib/useListQuery": "useListQuery",
    "../../lib/useResource": "useResource",
}
_TYPES = {"../../components/site/kinds"}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}


def import_lines(
    names: Iterable[str],
    *,
    icons: Iterable[str] = (),
    choices: Iterable[str] = (),
    types: Iterable[str] = (),
    components: Iterable[Component] = (),
) -> str:
    """The import statements of a page in `pages/<plural>/` that uses these names, in the usual order."""
    by_module: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        by_module[_MODULES[name]].add(name)
    for component in components:
        by_module[f"../../{component.module}"].add(component.name)
    for source, given in (("lucide-react", icons), ("../../lib/choices", choices)):
        if found := set(given):
            by_module[source] |= found
    lines = [(module, _line("import", found, module)) for module, found in by_module.items() if module not in _TYPES]
    lines += [(module, _line("import type", found, module)) for module, found in by_module.items() if module in _TYPES]
    if found := set(types):
        lines.append(("../../lib/types", _line("import type", found, "../../lib/types")))
    return "\n".join(line for _, line in sorted(lines, key=lambda one: (one[0].startswith("."), one)))


def _line(keyword: str, names: set[str], module: str) -> str:
    return f'{keyword} {{ {", ".join(sorted(names))} }} from "{module}";'
