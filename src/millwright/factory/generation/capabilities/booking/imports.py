"""The import lines of a module in TypeScript, from the names that its text uses."""

import re
from collections import defaultdict
from collections.abc import Iterable

_VALUES = {
    "lucide-react": "CalendarDays CircleCheck Search",
    "react": "useState",
    "react-router": "Link useSearchParams",
    "components/Badge": "Badge",
    "components/Button": "Button ButtonLink",
    "components/Dialog": "ConfirmDialog Dialog",
    "components/FormMessage": "FormMessage",
    "components/PageHeader": "PageHeader",
    "components/Toast": "useToast",
    "components/booking/SlotPicker": "SlotPicker",
    "components/booking/StayPicker": "StayFields StayPicker",
    "components/fields": (
        "CheckboxField ChoiceField DateTimeField NumberField PersonField ReferenceField TextAreaField TextField"
    ),
    "components/stars": "StarsField",
    "components/tags": "TagsField",
    "components/uploads": "UploadField",
    "components/states": "EmptyState ErrorState Skeleton",
    "lib/api": "api messageOf request",
    "lib/days": "addDays dayOf formatClock formatDay today",
    "lib/format": "formatDateTime formatMoney",
    "lib/session": "useSession",
    "lib/useForm": "useForm",
    "lib/useResource": "useResource",
}
_TYPES = {"react": "SubmitEvent", "components/booking/StayPicker": "DaysOfStay"}
_CHOICES = re.compile(r"\b[a-z]\w*Choices\b")


def with_imports(text: str, types: Iterable[str]) -> str:
    """The text with its imports in front; `types` are those of records that it may use. It is two folders deep."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for module, names in _VALUES.items():
        values[module] |= {name for name in names.split() if _is_used(name, text)}
    values["lib/choices"] |= set(_CHOICES.findall(text))
    for module, names in (*_TYPES.items(), ("lib/types", " ".join({"Draft", *types}))):
        kinds[module] |= {name for name in names.split() if re.search(rf"[:<&|(]\s*{name}\b", text)}
    lines = [_line("import", names, module) for module, names in values.items() if names]
    lines += [_line("import type", names, module) for module, names in kinds.items() if names]
    return "\n".join(sorted(lines, key=lambda line: line.rsplit('"', 2)[1])) + "\n\n" + text.lstrip()


def _is_used(name: str, text: str) -> bool:
    if name[0].isupper():
        return re.search(rf"<{name}[\s/>]|=\{{{name}\}}", text) is not None
    return re.search(rf"(?<![\w.'/]){name}[(<.]", text) is not None


def _line(keyword: str, names: set[str], module: str) -> str:
    where = f"../../{module}" if module.startswith(("components/", "lib/")) else module
    return f'{keyword} {{ {", ".join(sorted(names))} }} from "{where}";'
