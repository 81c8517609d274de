"""What the stages write and read before the specification is frozen."""

from dataclasses import dataclass, field

from millwright.factory.generation.formulas import Formula
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.criteria import Criteria
from millwright.factory.generation.reader.reporting import Flagging
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.sights import View
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.topics import Topic
from millwright.factory.generation.reader.vocabulary import Act, Domain, EntityEntry, EntityKind, RoleKind
from millwright.factory.generation.reader.words import identifier
from millwright.factory.generation.site import Layout, Look, Page, Part, Style
from millwright.factory.generation.spec import (
    Access,
    Board,
    Chart,
    DashboardFilter,
    FieldType,
    Figure,
    FileFormat,
    SampleValue,
)


@dataclass
class DraftField:
    """A field in the making. `pool` names made-up values, `values` lists them, `between` bounds numbers and days.

    `asked` is what people say themselves when they order or book; `numbered` is the first number given.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    unique: bool = False
    choices: tuple[str, ...] = ()
    target: str | None = None
    holders: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    pool: str = ""
    values: tuple[str, ...] = ()
    between: tuple[int, int] | None = None
    because: str = ""
    kept: bool = False
    sought: bool = False
    asked: bool = False
    formatted: bool = False
    hidden: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    numbered: str = ""


@dataclass(eq=False)
class DraftEntity:
    """A kind of record in the making; `key` is how mentions find it, `because` the words that asked for it.

    `formulas` are worked out of its rows, by name, each with its cause.
    A `decided` one is sent in by some and decided on by others, though its kind is not.
    The demonstration rows of a `settled` one agree with those of others, and their days and states stay as they are.
    """

    key: str
    name: str
    plural: str
    label: str
    plural_label: str
    kind: EntityKind
    entry: EntityEntry | None
    because: str
    assumed: bool = False
    fields: list[DraftField] = field(default_factory=list[DraftField])
    access: dict[str, Access] = field(default_factory=dict[str, Access])
    visitors: Access = field(default_factory=Access)
    look: Look = Look.CARDS
    internal: bool = False
    sent_in: bool = False
    export: bool = False
    formats: tuple[FileFormat, ...] = ()
    rows: int = 0
    settled: bool = False
    decided: bool = False
    formulas: dict[str, tuple[Formula, str]] = field(default_factory=dict[str, tuple[Formula, str]])
    samples: tuple[dict[str, SampleValue], ...] = ()

    def field(self, name: str) -> DraftField | None:
        """The field of that name, if there is one."""
        return next((known for known in self.fields if known.name == name), None)


@dataclass
class DraftRole:
    """A role in the making; `key` is what mentions of people call it, `name` how it is stored."""

    key: str
    label: str
    kind: RoleKind
    because: str
    assumed: bool = False
    generic: bool = False

    @property
    def name(self) -> str:
        """The stored name, made of the prompt's own word."""
        return identifier([self.label]) or self.key


@dataclass(frozen=True)
class Mention:
    """One place where the prompt names a kind of record: by its `key`, with the act done to it."""

    key: str
    entry: EntityEntry | None
    words: tuple[str, ...]
    act: Act
    weight: float
    place: int
    because: str
    statement: Statement | None = None


@dataclass(frozen=True)
class FieldList:
    """Fields (or records) that the prompt lists after a head: "tasks with title and due date".

    `entered` ones are what people enter; `told` ones stand beside what such a record usually has. They are those `of`
    a record of the lexicon where no head stands before them.
    """

    sentence: Sentence
    head: tuple[int, int] | None
    items: tuple[tuple[str, ...], ...]
    start: int
    end: int
    entered: bool = False
    told: bool = False
    of: str = ""

    @property
    def begin(self) -> int:
        """Where it begins, with whose it is where that stands right before: "the customer's budget and area"."""
        return self.head[0] if self.head and self.head[1] == self.start else self.start

    @property
    def text(self) -> str:
        """The prompt's words from the head to the last item, or from the first item to the head after "of"."""
        first, last = self.head or (self.start, self.end)
        return self.sentence.words(min(first, self.start) if self.head else first, max(last, self.end))


@dataclass
class Reading:
    """All that was understood so far; each stage adds its part.

    `sentences` are those that tell what to build; `all_sentences` also has those that only name colours. `site` are the
    words that ask for a public site, `topics` the pages that it names. `told` are the statements before examples were
    taken from the sentences. `views` are what is to be analysed, `drawn` what of it the dashboard shows. `same` are
    the keys of records that are another under a second name, each with the key of that one.
    """

    text: str
    sentences: tuple[Sentence, ...]
    all_sentences: tuple[Sentence, ...]
    statements: list[Statement]
    lists: list[FieldList]
    wishes: list[Wish] = field(default_factory=list[Wish])
    domain: Domain | None = None
    domain_because: str = ""
    told: list[Statement] = field(default_factory=list[Statement])
    mentions: list[Mention] = field(default_factory=list[Mention])
    entities: list[DraftEntity] = field(default_factory=list[DraftEntity])
    roles: list[DraftRole] = field(default_factory=list[DraftRole])
    boards: list[Board] = field(default_factory=list[Board])
    charts: list[Chart] = field(default_factory=list[Chart])
    figures: list[Figure] = field(default_factory=list[Figure])
    dashboard_filters: list[DashboardFilter] = field(default_factory=list[DashboardFilter])
    site: str = ""
    criteria: list[Criteria] = field(default_factory=list[Criteria])
    flaggings: list[Flagging] = field(default_factory=list[Flagging])
    topics: list[Topic] = field(default_factory=list[Topic])
    views: list[View] = field(default_factory=list[View])
    same: dict[str, str] = field(default_factory=dict[str, str])
    drawn: list[View] = field(default_factory=list[View])
    layout: Layout = Layout.WORKSPACE
    style: Style = Style.TOOL
    pages: list[Page] = field(default_factory=list[Page])
    parts: list[Part] = field(default_factory=list[Part])
    reasons: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    not_built: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def wished(self, capability: str) -> list[Wish]:
        """The wishes that name a capability and do not refuse it."""
        return [wish for wish in self.wishes if wish.capability.name == capability and not wish.refused]

    def refuses(self, capability: str) -> bool:
        """Whether the prompt says that it wants none of a capability."""
        return any(wish.capability.name == capability and wish.refused for wish in self.wishes)

    def forget(self, entity: "DraftEntity") -> None:
        """Leaves out a chosen entity, with the fields that refer to it, records that consist of nothing else, and the
        tables that a capability keeps about it."""
        self.entities.remove(entity)
        for other in [*self.entities]:
            left = [own for own in other.fields if own.target != entity.name]
            about_it = other.internal and other.fields[:1] != left[:1]
            if other in self.entities and other.fields and (about_it or not left):
                self.forget(other)
            other.fields = left

    def entity(self, key: str) -> DraftEntity | None:
        """The chosen entity that a key stands for, if it was chosen."""
        meant = self.same.get(key, key)
        return next((known for known in self.entities if meant in {known.key, known.name}), None)
