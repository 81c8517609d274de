"""What the eyes (`eyes.js`) tell of a page."""

from pydantic import BaseModel, Field


class Link(BaseModel):
    """A link: its full address, what stands in the source, and whether its anchor is on the page it points to."""

    href: str
    raw: str
    text: str
    visible: bool
    download: bool
    nav: bool
    anchored: bool


class Sight(BaseModel):
    """All that a page shows."""

    title: str = ""
    heading: str = ""
    headings: list[str] = []
    heads: list[str] = []
    buttons: list[str] = []
    labels: list[str] = []
    options: list[str] = []
    text: str = ""
    passwords: int = 0
    files: int = 0
    media: int = 0
    canvases: int = 0
    pictures: int = 0
    maps: int = 0
    broken: list[str] = []
    links: list[Link] = []


class Control(BaseModel):
    """Something to press. `key` finds it again on the same page; `group` counts the choices it is one of."""

    key: str
    label: str
    nth: int
    tag: str
    role: str
    repeated: bool
    submits: bool
    disabled: bool
    reason: str
    pressed: str
    group: int
    sorts: bool
    chrome: bool
    landmark: str
    section: str


class Option(BaseModel):
    """One choice of a select."""

    value: str
    text: str


class Input(BaseModel):
    """Something to fill in."""

    at: int
    label: str
    hint: str
    tag: str
    type: str
    required: bool
    disabled: bool
    value: str
    options: list[Option]
    accept: str
    min: str
    max: str
    step: str
    maxlength: int
    combobox: bool

    @property
    def words(self) -> str:
        """All that says what it is for, in lower case."""
        return f"{self.label} {self.hint}".lower()


class Form(BaseModel):
    """Fields that are sent together; `at` finds it again on the same page, `key` tells whether it is the same form."""

    at: int
    key: str
    title: str
    submit: str
    off: bool
    search: bool
    repeated: bool
    dialog: bool
    fields: list[Input]


class Finder(Input):
    """A box to search in, or a choice that narrows or orders."""

    search: bool
    chrome: bool


class Row(BaseModel):
    """One of the repeated things of a page; `title` is what it is called."""

    text: str
    title: str = ""
    cells: list[str]


class Rows(BaseModel):
    """The repeated things of a page; `kind` finds the same sort again."""

    kind: str | None = None
    rows: list[Row] = []

    @property
    def texts(self) -> list[str]:
        """What each shows."""
        return [row.text for row in self.rows]


class Head(BaseModel):
    """The head of a column."""

    text: str
    sorts: bool


class Chart(BaseModel):
    """A place for a chart, and how many marks with a size it has."""

    label: str
    marks: int
    kind: str
    text: str


class Effects(BaseModel):
    """What came of a press."""

    mutations: int = 0
    requests: int = 0
    prints: int = 0
    copies: int = 0
    shares: int = 0
    files: int = 0
    media: int = 0
    moved: bool = False
    text: bool = False
    layout: bool = False
    dialogs: int = 0
    focus: bool = False
    scrolled: bool = False
    downloads: int = 0
    popups: int = 0
    lines: list[str] = Field(default_factory=list[str])

    @property
    def any(self) -> bool:
        """Whether anything at all happened that one could notice."""
        counted = (self.mutations, self.requests, self.prints, self.copies, self.shares, self.files, self.media)
        return bool(
            any(counted) or self.moved or self.text or self.layout or self.dialogs or self.focus or self.scrolled
        ) or bool(self.downloads or self.popups)

    @property
    def words(self) -> str:
        """What happened, in a few words."""
        said = {
            "went to another address": self.moved,
            "a dialog": self.dialogs > 0,
            "a download": bool(self.downloads),
            "another window": bool(self.popups),
            "a file to choose": bool(self.files),
            "printing": bool(self.prints),
            "copied": bool(self.copies),
            "shared": bool(self.shares),
            "playing": bool(self.media),
            "other text": self.text,
            "a request": bool(self.requests),
            "the page changed": bool(self.mutations),
            "the focus moved": self.focus,
            "the page scrolled": self.scrolled,
        }
        return next((words for words, true in said.items() if true), "nothing")
