"""Values that generated tests try on a field: good ones, two that differ, and ones that have to be refused."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.field_view import UNDONE, FieldView
from millwright.factory.generation.compiler.rendering import py
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, TEXTUAL, FieldType

_FAULTS = {
    FieldType.ACCOUNT: ('"first"', "0"),
    FieldType.BOOLEAN: ('"perhaps"',),
    FieldType.DATE: ('"tomorrow"', "5", '"3000-01-01"'),
    FieldType.DATETIME: ('"noon"', "5", '"3000-01-01T00:00:00Z"'),
    FieldType.DECIMAL: ('"much"', "10_000_000_000", "0.001", '"NaN"'),
    FieldType.FILE: ('"secret.txt"', "5", '"../../etc/passwd"', '"0123456789abcdefghijkl/page.html"'),
    FieldType.EMAIL: ('"nobody"', "5", '"x" * 250 + "@example.com"'),
    FieldType.IMAGE: ('"secret.txt"', "5", '"../../etc/passwd"', '"0123456789abcdefghijkl/drawing.svg"'),
    FieldType.IMAGES: (
        '"secret.txt"',
        '["../../etc/passwd"]',
        '["0123456789abcdefghijkl/drawing.svg"]',
        '["0123456789abcdefghijkl/twice.png"] * 2',
        '[f"0123456789abcdefghijkl/{place}.png" for place in range(11)]',
    ),
    FieldType.INTEGER: ('"many"', "2_147_483_648", "0.5"),
    FieldType.LONG_TEXT: ("5", '"x" * 10_001', r'"\x00"'),
    FieldType.MONEY: ('"much"', "10_000_000_000", "0.001", '"NaN"'),
    FieldType.PHONE: ('"call me"', "5", '"1" * 33', '"12"'),
    FieldType.POSITION: ('"here"', "5", '"90.1,0"', '"0,-180.1"', '"48.1"', '"nan,0"'),
    FieldType.REFERENCE: ('"first"', "0"),
    FieldType.TAGS: ('"red"', '["a|b"]', '["x" * 31]', '["twice", "Twice"]', "[str(word) for word in range(21)]"),
    FieldType.TEXT: ("5", '"x" * 201', r'"\x00"'),
    FieldType.TIME: ('"noon"', "5", '"25:00"', '"09:30:00Z"'),
    FieldType.URL: ('"javascript:alert(1)"', "5", '"https://example.com/" + "x" * 1000', r'"https://example.com/\x00"'),
}
_PAIRS = {
    FieldType.BOOLEAN: ("False", "True"),
    FieldType.DATE: ('"2030-01-15"', '"2030-03-15"'),
    FieldType.DATETIME: ('"2030-01-15T09:30:00Z"', '"2030-03-15T09:30:00Z"'),
    FieldType.FILE: ('"0123456789abcdefghijkl/plan.pdf"', '"0123456789abcdefghijkl/other.pdf"'),
    FieldType.IMAGE: ('"0123456789abcdefghijkl/picture.png"', '"0123456789abcdefghijkl/other.png"'),
    FieldType.IMAGES: (
        '["0123456789abcdefghijkl/picture.png"]',
        '["0123456789abcdefghijkl/other.png", "0123456789abcdefghijkl/picture.png"]',
    ),
    FieldType.POSITION: ('"48.13710,11.57540"', '"-33.45000,-70.66000"'),
    FieldType.TAGS: ('["quaint"]', '["zebra", "yak"]'),
    FieldType.TIME: ('"09:30:00"', '"17:00:00"'),
}
"""The values of two rows, where they do not depend on the field."""
_TEXTS = {
    # The value in factories (by number), one to be found by searching, and what is searched for.
    FieldType.EMAIL: ('f"{name}{{number:04}}@example.com"', "quaint.address@example.com", "QUAINT.ADDRESS"),
    FieldType.LONG_TEXT: ('f"{name} {{number:04}}"', "Quaint-{name}", "QUAINT-{upper}"),
    FieldType.PHONE: ('f"+31 20 555 {{number:04}}"', "+44 99 888 7777", "99 888"),
    FieldType.TEXT: ('f"{name} {{number:04}}"', "Quaint-{name}", "QUAINT-{upper}"),
    FieldType.URL: ('f"https://example.com/{{number:04}}"', "https://quaint.example.org/page", "QUAINT.EXAMPLE.ORG"),
}


@dataclass(frozen=True)
class TestedField(FieldView):
    """A field with the values that tests try; each is a Python expression."""

    @property
    def maker(self) -> str:
        """The factory of what it points to."""
        return f"make_{self.target.name}"

    def made(self, owner: str = "person.user") -> str:
        """A row for it to point to; a person is of a role whose people it may be."""
        role = next(iter(self.spec.holders), self.entity.app.spec.admin.name)
        return f"{self.maker}(db, {f'Role.{naming.constant(role)}' if self.is_account else owner})"

    @property
    def sent(self) -> bool:
        """Whether factories fill it in, and no step; optional references are left empty, what is kept as it begins."""
        return not (self.spec.kept or self.spec.since or (self.is_reference and self.nullable))

    @property
    def begins_hidden(self) -> bool:
        """Whether a row that factories make would not be seen by everybody."""
        return (self.choices[0].value if self.spec.kept or self._in_workflow else self.low.strip('"')) in self.hidden

    @property
    def factory_value(self) -> str:
        """What factories send: different for each `number`, where it can be."""
        if self.is_reference:
            return f'changes.get("{self.name}") or {self.made("another(db)" if self.of_others else "owner")}.id'
        if self.kind in TEXTUAL:
            return _TEXTS[self.kind][0].format(name=self.name)
        if self.kind is FieldType.DATE and self.spec.unique:
            return "(date(2030, 1, 1) + timedelta(days=number)).isoformat()"
        if self.kind is FieldType.DATETIME and self.spec.unique:
            return '(datetime(2030, 1, 1) + timedelta(days=number)).isoformat() + "Z"'
        if self.name in self.entity.ample:
            return self._number("10_000 + number")
        return self._number("number") if self._counts else self.low

    @property
    def of_others(self) -> bool:
        """Whether it refers to what somebody else has made."""
        lead = self.entity.lead
        return lead is not None and lead.others and lead.field == self.name

    @property
    def _counts(self) -> bool:
        return self.kind in NUMERIC and self.spec.maximum is None

    def _number(self, plus: str) -> str:
        return f"{self.spec.minimum} + {plus}" if self.spec.minimum else plus

    @property
    def low(self) -> str:
        """A value for the first of two rows."""
        return self._values[0]

    @property
    def high(self) -> str:
        """A value for the second of two rows, greater than the first where there are two."""
        return self._values[-1]

    @property
    def differs(self) -> bool:
        """Whether there are two values."""
        return len(set(self._values)) > 1

    @cached_property
    def _values(self) -> tuple[str, ...]:
        if self.is_choice:
            values = sorted(c.value for c in self.choices if not c.hidden and c.value not in self.entity.untyped)
            # Rows that came to nothing are left out of what is added up.
            done = [value for value in values if value not in UNDONE]
            values = done if len(done) > 1 else values
            if self._in_workflow:
                # A new row begins in the first state: others are only reached by steps.
                needy = {state for field in self.entity.spec.fields for state in field.needed}
                values = [self.choices[0].value, max(c.value for c in self.choices if c.value not in needy)]
            return (f'"{values[0]}"', f'"{values[-1]}"')
        if self.kind in TEXTUAL:
            return self._texts
        base = self.spec.minimum or 0
        if self.spec.maximum is not None:
            return (str(base), str(self.spec.maximum))
        return _PAIRS.get(self.kind, (str(base + 5), str(base + 10)))

    @property
    def _in_workflow(self) -> bool:
        parts = self.entity.app.spec.parts_of("workflow")
        return any(part.entity == self.entity.name and part.options["field"] == self.name for part in parts)

    @property
    def _texts(self) -> tuple[str, str]:
        if self.kind in {FieldType.TEXT, FieldType.LONG_TEXT}:
            return (self.searched_value, f'"Zebra {self.name}"')
        other = {
            FieldType.EMAIL: '"zebra@example.com"',
            FieldType.PHONE: '"+99 11 222 3333"',
            FieldType.URL: '"https://zebra.example.net/"',
        }
        return (self.searched_value, other[self.kind])

    @property
    def searched_value(self) -> str:
        """A text that `search_query` finds."""
        return py(_TEXTS[self.kind][1].format(name=self.name))

    @property
    def searched(self) -> str:
        """The same as an argument of a factory."""
        return f"{self.name}={self.searched_value}"

    @property
    def search_query(self) -> str:
        """A part of that text, in other letters."""
        if self.kind is FieldType.TAGS:
            return '"QUAIN"'
        return py(_TEXTS[self.kind][2].format(upper=self.name.upper()))

    @property
    def change_value(self) -> str:
        """A value that factories never send."""
        if self.is_choice and self.differs:
            return self.high
        return f"{self.made()}.id" if self.is_reference else self.high

    @property
    def labels(self) -> tuple[str, ...]:
        """What else changes with it in an answer."""
        return (f"{self.name}_label",) if self.is_reference else ()

    @property
    def filled(self) -> str:
        """Arguments for a factory that make sure it has a value."""
        if self.is_reference and self.nullable:
            return f", {self.name}={self.made()}.id"
        return ""

    @property
    def faults(self) -> tuple[str, ...]:
        """Values that have to be refused."""
        if self.is_choice:
            return ('"no_such_choice"', "5")
        below = () if self.spec.minimum is None else (str(self.spec.minimum - 1),)
        above = () if self.spec.maximum is None else (str(self.spec.maximum + 1),)
        empty = ("[]",) if self.kind is FieldType.TAGS and self.spec.required else ()
        return (*_FAULTS[self.kind], *below, *above, *empty)

    @property
    def narrowings(self) -> tuple[tuple[str, str], ...]:
        """Parameters of a list, and which of two rows they find."""
        parameter = naming.filter_name(self.spec)
        if self.is_self_reference:
            return ((f"{parameter}=first.id", "second"),)
        if self.is_reference:
            named = ((f"q=str(first.{self.name}).upper()", "first"),) if self.named_apart else ()
            return ((f"{parameter}=first.{self.attribute}", "first"), *named)
        if self.kind in TEXTUAL:
            if self.told_twice:
                return ((f'q={self.search_query}, sort="created_at"', "first.id, second"),)
            sought = ((f"{parameter}={self.search_query}", "first"),) if self.is_sought_text else ()
            return ((f"q={self.search_query}", "first"), *sought)
        if self.kind is FieldType.TAGS:
            return ((f'{parameter}="Quaint"', "first"), ('q="QUAIN"', "first"))
        if self.is_uploaded or self.kind is FieldType.POSITION:
            return ()
        if self.kind is FieldType.BOOLEAN or self.is_choice:
            return ((f"{parameter}={self.low}", "first"),) if self.differs else ()
        low, high = (f'{value[:11]}"' for value in (self.low, self.high)) if self.kind in TEMPORAL else self._values
        return ((f"{self.name}_to={low}", "first"), (f"{self.name}_from={high}", "second"))

    @property
    def low_label(self) -> str:
        """What the first of two rows shows of a choice."""
        return next(choice.label for choice in self.choices if f'"{choice.value}"' == self.low)

    @property
    def told_twice(self) -> bool:
        """Whether it names a row that the second of two rows refers to, so that both are found by it."""
        return self == self.entity.title and bool(self.entity.self_references)

    @property
    def named_apart(self) -> bool:
        """Whether each row that it may point to has a name of its own, in which others' are not found."""
        title = self.label_path[-1].target.title
        return not title.spec.kept and title.kind in {FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.URL}

    @property
    def sorts(self) -> bool:
        """Whether two rows with `low` and `high` come in that order when sorted by it."""
        if not self.indexed:
            return False
        if not self.is_reference:
            return self.differs
        title = self.target.title
        named = title.kind in {FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.INTEGER}
        return not self.is_self_reference and (named or title.is_reference)

    @property
    def label_in_csv(self) -> str:
        """The head of its column; a label that looks like a formula is defused."""
        return _defused(self.label)

    @property
    def csv_expected(self) -> str:
        """What stands in its column for `row`."""
        value = f"row.{self.name}"
        if self.is_reference:
            return f'str(row.{self.name} or "")'
        if self.kind in {FieldType.TEXT, FieldType.LONG_TEXT}:
            return '"\'=1+1"'
        if self.kind is FieldType.PHONE:
            return f'f"\'{{{value}}}"'
        if self.is_choice:
            return _defused(next(choice.label for choice in self.choices if f'"{choice.value}"' == self.low))
        return {
            FieldType.BOOLEAN: '"no"',
            FieldType.DATE: f"str({value})",
            FieldType.DATETIME: f'str({value}).replace(" ", "T")',
            FieldType.DECIMAL: f'f"{{{value}:.2f}}"',
            FieldType.IMAGES: f'", ".join({value})',
            FieldType.INTEGER: f"str({value})",
            FieldType.MONEY: f'f"{{{value}:.2f}}"',
            FieldType.TAGS: f'", ".join({value})',
            FieldType.TIME: f"str({value})",
        }.get(self.kind, value)


def _defused(label: str) -> str:
    """A label as CSV has it: one that looks like a formula follows an apostrophe."""
    return py(f"'{label}" if label[0] in "=+-@" else label)
