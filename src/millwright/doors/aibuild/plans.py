"""The shapes of plans, which extend the contract."""

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from millwright.doors.aibuild.wire import Wire


class PlanRequest(Wire):
    """What somebody wants made; `name` overrides the name that the prompt suggests."""

    prompt: str = Field(min_length=1, description="What the application should be, at least 10 characters")
    name: str | None = None


class _Planned(Wire):
    """Read from the domain's plan, attribute by attribute."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


class ReasonOut(_Planned):
    """Something, and the words of the prompt (or the assumption) that caused it."""

    subject: str
    because: str


class PlannedFieldOut(_Planned):
    """A field of a kind of record; `takes` are the values of a choice, or what a reference points to."""

    label: str
    type: str
    required: bool
    unique: bool
    takes: list[str]


class PlannedRecordOut(_Planned):
    """A kind of record."""

    label: str
    fields: list[PlannedFieldOut]
    because: str


class PlannedRoleOut(_Planned):
    """Who signs in, and what they may do; `signup`: people may take this role by themselves."""

    label: str
    may: str
    signup: bool
    because: str


class PlanOut(_Planned):
    """What will be built. Colours are #rrggbb; `public` says whether strangers see a site, `visitors` what they may do
    there."""

    name: str
    description: str
    public: bool
    primary: str
    background: str | None
    roles: list[PlannedRoleOut]
    visitors: str | None
    records: list[PlannedRecordOut]
    pages: list[str]
    decisions: list[ReasonOut]
    not_built: list[ReasonOut]
