"""What the steps of pipelines answer, and what a finished operation says: small, and free of secrets."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Told(BaseModel):
    """Common ground: camelCase in JSON, as people read it in an operation's result."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True)


class Reason(Told):
    """Why something is as it is, or is not there."""

    subject: str
    because: str


class Failure(Told):
    """A failed check, where it failed."""

    check: str
    file: str | None
    line: int | None
    message: str


class TestCounts(Told):
    """Tests of back end and front end together; coverage in per cent of lines, None when it was not measured."""

    passed: int
    failed: int
    skipped: int
    coverage: float | None


class Written(Told):
    """A saved candidate revision."""

    revision_id: str
    files: int
    lines: int


class Checked(Told):
    """What the checks up to the boot probe found; `digest` names the artefact, when it could be built."""

    digest: str | None
    timings: dict[str, float]
    tests: TestCounts
    failures: list[Failure]
    not_run: list[Reason]


class Released(Told):
    """An application that answers at `url`; `ready_seconds` after it was asked for."""

    deployment_id: str
    url: str
    ready_seconds: float


class Browsed(Told):
    """What opening every page in a browser found."""

    pages: int
    seconds: float
    failures: list[Failure]
    not_run: str | None


class Proof(Told):
    """What passing every check comes to: `timings` are seconds by check, of those side by side each for itself."""

    url: str
    slug: str
    name: str
    revision_id: str
    revision: int
    deployment_id: str
    digest: str
    verified: bool
    ready_seconds: float
    total_seconds: float
    timings: dict[str, float]
    tests: TestCounts
    pages: int
    not_run: list[Reason]


class Generated(Proof):
    """The result of a generation; `records` and `roles` by their labels."""

    files: int
    lines: int
    records: list[str] = []
    roles: list[str] = []
    not_built: list[Reason]
    assumptions: list[Reason]


class Changed(Told):
    """One change that a refinement makes: where, what, and the words that asked for it."""

    kind: str
    place: str
    text: str
    because: str


class Wished(Told):
    """A wish read against the head."""

    head_id: str
    changes: list[Changed]
    not_done: list[Reason]


class Disputed(Told):
    """A place that a person and the refinement both changed: the file holds `ours`, the person's text."""

    file: str
    line: int | None
    ours: str
    theirs: str


class Merging(Told):
    """A saved candidate of a refinement: `edited` are the files that hold people's edits, `preserved` those left alone.

    Files are counted against the head.
    """

    revision_id: str
    files_added: int
    files_modified: int
    files_removed: int
    edited: list[str]
    preserved: list[str]
    conflicts: list[Disputed]


class Refined(Proof):
    """The result of a refinement; members as in `Merging`."""

    changes: list[Changed]
    not_done: list[Reason]
    files_added: int
    files_modified: int
    files_removed: int
    edited: list[str]
    preserved: list[str]
    conflicts: list[Disputed]


class RolledBack(Told):
    """The result of a rollback: what serves again, and which revision is head."""

    url: str
    slug: str
    name: str
    environment: str
    revision_id: str
    revision: int
    deployment_id: str
    digest: str
