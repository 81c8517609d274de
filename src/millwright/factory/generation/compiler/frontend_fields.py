"""The code that one field of an entity needs in the browser: how it is shown, entered and filtered by."""

import re
from dataclasses import dataclass

from millwright.factory.generation.compiler.naming import filter_name, kebab
from millwright.factory.generation.compiler.rendering import attr, ts
from millwright.factory.generation.field_types import LISTS, PICTURES, RANGED, UNORDERED
from millwright.factory.generation.spec import NUMERIC, UPLOADED, FieldSpec, FieldType

INPUT_TYPES = {
    FieldType.DATE: "date",
    FieldType.EMAIL: "email",
    FieldType.PHONE: "tel",
    FieldType.TIME: "time",
    FieldType.URL: "url",
}
FORMATTERS = {
    FieldType.DATE: "formatDate",
    FieldType.DATETIME: "formatDateTime",
    FieldType.DECIMAL: "formatNumber",
    FieldType.INTEGER: "formatNumber",
    FieldType.MONEY: "formatMoney",
    FieldType.TIME: "formatTime",
}
HREFS = {
    FieldType.EMAIL: "`mailto:${%s}`", FieldType.PHONE: "`tel:${%s.replaceAll(' ', '')}`",
    FieldType.POSITION: "`https://www.openstreetmap.org/search?query=${%s}`", FieldType.URL: "%s",
}  # fmt: skip
_SHOWN_BY = {FieldType.FILE: "FileLink", FieldType.IMAGE: "Thumbnail", FieldType.TAGS: "TagList"}
TYPES = {
    FieldType.ACCOUNT: "number",
    FieldType.BOOLEAN: "boolean",
    FieldType.DECIMAL: "number",
    FieldType.IMAGES: "string[]",
    FieldType.INTEGER: "number",
    FieldType.MONEY: "number",
    FieldType.REFERENCE: "number",
    FieldType.TAGS: "string[]",
}
_UNIT = re.compile(r"^(?P<heading>.+) \((?P<unit>[^()]{1,8})\)$")
_SHORT_UNITS = {"minutes": "min", "hours": "h", "seconds": "s"}
_COUNTED = frozenset({"directions", "instructions", "itinerary", "procedure", "program", "programme", "step", "steps"})
_LISTED = frozenset(
    """
    agenda amenities benefits checklist equipment exclusions features highlights included inclusions ingredients
    materials qualifications requirements responsibilities rules skills tasks tools topics
    """.split()
)
"""Words in the names of texts in which people write one thing a line; those of `_COUNTED` in their order."""
_NEVER_NULL = LISTS | {FieldType.BOOLEAN}


@dataclass(frozen=True)
class Code:
    """A piece of TypeScript and the names that it has to import."""

    text: str
    uses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Target:
    """What a reference points to: the entity's name and its part of the API client."""

    name: str
    client: str


@dataclass(frozen=True)
class FieldView:
    """A field as the templates see it. `choices` and `choice_type` are names of what stands in the lib folder.

    A `share` is in per cent of a whole, and drawn as a bar.
    """

    spec: FieldSpec
    owner: str = ""
    choices: str = ""
    choice_type: str = ""
    tones: tuple[str, ...] = ()
    target: Target | None = None
    share: bool = False

    @property
    def name(self) -> str:
        """Its key in the API."""
        return self.spec.name

    @property
    def label(self) -> str:
        """Its name to people."""
        return self.spec.label

    @property
    def heading(self) -> str:
        """Its name above or beside a value that tells its unit itself: "Duration" of "Duration (minutes)"."""
        found = self._with_unit
        return found["heading"] if found else self.label

    @property
    def unit(self) -> str:
        """What its number is counted in, as short as it is written after one; empty where its name does not say."""
        found = self._with_unit
        return _SHORT_UNITS.get(found["unit"], found["unit"]) if found else ""

    @property
    def _with_unit(self) -> re.Match[str] | None:
        plain = self.type in {FieldType.DECIMAL, FieldType.INTEGER} and not self.spec.is_rating
        return _UNIT.match(self.label) if plain else None

    @property
    def type(self) -> FieldType:
        """What it holds."""
        return self.spec.type

    @property
    def wide(self) -> bool:
        """Whether it takes a whole line of its page."""
        return self.type in PICTURES | {FieldType.LONG_TEXT}

    @property
    def unsorted(self) -> bool:
        """Whether lists cannot be ordered by it."""
        return self.type in UNORDERED

    @property
    def file_of(self) -> str:
        """What the server calls it when a file is sent for it."""
        return f"{self.owner}.{self.name}"

    @property
    def right(self) -> bool:
        """Whether its column is aligned to the right, as numbers are."""
        return self.type in NUMERIC and not self.spec.is_rating

    @property
    def filter(self) -> str:
        """Its query parameter."""
        return filter_name(self.spec)

    @property
    def ts_type(self) -> str:
        """The type of its value in an answer of the API."""
        base = self.choice_type or TYPES.get(self.type, "string")
        return base if self.spec.required or self.type in _NEVER_NULL else f"{base} | null"

    @property
    def blank(self) -> str:
        """Its value in a form that nobody has filled in."""
        if self.type is FieldType.BOOLEAN:
            return "false"
        if self.type in LISTS:
            return "[]"
        if self.spec.choices and self.spec.required:
            return ts(self.spec.choices[0].value)
        return "null"

    @property
    def begins(self) -> str:
        """Its value in the form of a new record; nothing where that is empty."""
        if self.spec.preset:
            return "true" if self.type is FieldType.BOOLEAN else "new Date().toLocaleDateString('en-CA')"
        return self.blank if self.spec.choices and self.spec.required else ""

    @property
    def formatted(self) -> bool:
        """Whether its texts have headings, lists and the like."""
        return self.spec.formatted and self.type is FieldType.LONG_TEXT

    @property
    def told(self) -> Code | None:
        """JSX for a long `text` that is more than a paragraph; nothing for one that is shown as it is."""
        words = {*self.name.split("_")}
        if self.formatted:
            return Code("<Formatted of={text} />", frozenset({"Formatted"}))
        if self.type is not FieldType.LONG_TEXT or not words & (_COUNTED | _LISTED):
            return None
        numbered = " numbered" if words & _COUNTED else ""
        return Code(f"<TextList of={{text}}{numbered} />", frozenset({"TextList"}))

    @property
    def cell(self) -> Code:
        """An expression for its value in a table."""
        return self._shown("row")

    @property
    def detail(self) -> Code:
        """JSX for its value on a page of its own."""
        value = f"record.{self.name}"
        if self.target:
            if self.type is FieldType.ACCOUNT:
                return Code(f"{{{value}_label}}")
            link = f"<ReferenceLink to={{{self.target.client}}} id={{{value}}} label={{{value}_label}} />"
            return Code(link, frozenset({"ReferenceLink"}))
        if self.type in HREFS:
            away = ' target="_blank" rel="noreferrer"' if self.type in {FieldType.POSITION, FieldType.URL} else ""
            href = HREFS[self.type] % value
            link = f'<a href={{{href}}}{away} className="text-accent underline">{{{value}}}</a>'
            return Code(f"{{{link}}}" if self.spec.required else f"{{{value} && {link}}}")
        if self.type is FieldType.IMAGE:
            return Code(f"<Picture of={{{value}}} alt={attr(self.label)} />", frozenset({"Picture"}))
        if self.type is FieldType.IMAGES:
            return Code(f"<Pictures of={{{value}}} alt={attr(self.label)} />", frozenset({"Pictures"}))
        if told := self.told:
            return Code(told.text.replace("{text}", f"{{{value}}}"), told.uses)
        shown = self._shown("record")
        return Code(shown.text if shown.text.startswith("<") else f"{{{shown.text}}}", shown.uses)

    @property
    def input(self) -> Code:
        """JSX for its input, in a form whose controls `field` gives."""
        component, extra = self._component()
        needed = self.spec.required and self.type is not FieldType.BOOLEAN
        required = ' hint="Numbered when it is left empty."' if self.spec.numbered else " required" if needed else ""
        text = f"<{component} label={attr(self.label)}{extra}{required} {{...field({ts(self.name)})}} />"
        uses = {component} | ({self.choices} if self.choices else set[str]())
        return Code(text, frozenset(uses))

    @property
    def filter_input(self) -> Code | None:
        """JSX for its filter beside a list with a `query`, or nothing when one cannot filter by it."""
        common = f"name={attr(self.filter)} label={attr(self.label)} query={{query}}"
        if self.choices:
            return Code(
                f"<ChoiceFilter {common} choices={{{self.choices}}} />", frozenset({"ChoiceFilter", self.choices})
            )
        if self.type is FieldType.BOOLEAN:
            return Code(f"<ChoiceFilter {common} choices={{yesOrNo}} />", frozenset({"ChoiceFilter", "yesOrNo"}))
        if self.target:
            return Code(f"<ReferenceFilter {common} source={{{self.target.client}}} />", frozenset({"ReferenceFilter"}))
        if self.type is FieldType.TAGS or (self.spec.sought and self.type is FieldType.TEXT):
            return Code(f"<TextFilter {common} />", frozenset({"TextFilter"}))
        if self.type in RANGED:
            kind = "number" if self.type in NUMERIC else "time" if self.type is FieldType.TIME else "date"
            common = f"name={attr(self.name)} label={attr(self.label)} query={{query}}"
            return Code(f'<RangeFilter {common} type="{kind}" />', frozenset({"RangeFilter"}))
        return None

    def _component(self) -> tuple[str, str]:
        if self.choices:
            return "ChoiceField", f" choices={{{self.choices}}}"
        if self.target:
            component = "PersonField" if self.type is FieldType.ACCOUNT else "ReferenceField"
            return component, f" source={{{self.target.client}}}"
        if self.spec.is_rating:
            return "StarsField", ""
        if self.type in NUMERIC:
            bounds = {"min": self.spec.minimum, "max": self.spec.maximum}
            limits = "".join(f" {name}={{{bound}}}" for name, bound in bounds.items() if bound is not None)
            whole = " whole" if self.type is FieldType.INTEGER else ""
            return "NumberField", f"{limits}{whole}"
        if self.type is FieldType.IMAGES:
            return "PicturesField", f" of={ts(self.file_of)}"
        if self.type in UPLOADED:
            return "UploadField", f" of={ts(self.file_of)}{' picture' if self.type is FieldType.IMAGE else ''}"
        if self.type in INPUT_TYPES:
            return "TextField", f' type="{INPUT_TYPES[self.type]}"'
        if self.formatted:
            return "FormattedField", ""
        plain = {
            FieldType.BOOLEAN: "CheckboxField",
            FieldType.DATETIME: "DateTimeField",
            FieldType.LONG_TEXT: "TextAreaField",
            FieldType.TAGS: "TagsField",
        }
        return plain.get(self.type, "TextField"), ""

    def _shown(self, row: str) -> Code:
        value = f"{row}.{self.name}"
        if self.choices:
            return Code(f"<Badge of={{{self.choices}}} value={{{value}}} />", frozenset({"Badge", self.choices}))
        if self.target:
            return Code(f"{value}_label")
        if self.type is FieldType.BOOLEAN:
            return Code(f'{value} ? "Yes" : "No"')
        if self.type is FieldType.IMAGES:
            return Code(f"<Thumbnail of={{{value}[0] ?? null}} />", frozenset({"Thumbnail"}))
        if self.type in _SHOWN_BY:
            component = _SHOWN_BY[self.type]
            return Code(f"<{component} of={{{value}}} />", frozenset({component}))
        if self.spec.is_rating:
            return Code(f"<Stars of={{{value}}} />", frozenset({"Stars"}))
        if self.share:
            return Code(f"<ShareBar of={{{value}}} label={attr(self.heading)} />", frozenset({"ShareBar"}))
        if self.type in FORMATTERS and not is_year(self.spec):
            formatter = FORMATTERS[self.type]
            unit = f", {ts(self.unit)}" if self.unit else ""
            return Code(f"{formatter}({value}{unit})", frozenset({formatter}))
        return Code(value)


def is_year(field: FieldSpec) -> bool:
    """Whether a number names a year, which nobody writes with a separator of thousands."""
    return field.type is FieldType.INTEGER and field.name.split("_")[-1] == "year"


def segment_of(field: FieldSpec, *, first: bool) -> str:
    """The last part of a board's path: an entity's first board is simply its board."""
    return "board" if first else f"board-{kebab(field.name)}"


def plain_text(field: FieldView) -> str:
    """TypeScript that says the value of a field of `row` as a text; it names `choices` and formatters."""
    value = f"row.{field.name}"
    if field.formatted:
        return f"plainWords({value})"
    if field.choices:
        return f"{field.choices}.find((choice) => choice.value === {value})?.label ?? ''"
    if field.target:
        return f"{value}_label ?? ''"
    if field.type is FieldType.BOOLEAN:
        return f"{value} ? 'Yes' : 'No'"
    if field.type in LISTS:
        return f"{value}.join(', ')"
    if is_year(field.spec):
        return f"String({value})" if field.spec.required else f"{value}?.toString() ?? ''"
    if field.type in FORMATTERS:
        return f"{FORMATTERS[field.type]}({value})"
    return value if field.spec.required else f"{value} ?? ''"
