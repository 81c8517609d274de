"""What an application shows beyond its records: its public site, and the capabilities that it uses."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from millwright.factory.generation.spec_basics import Identifier, Label, Sentence, SpecModel, fault


class Layout(StrEnum):
    """The frame of an application: a workspace behind a sign-in, or a public site with the workspace beside it."""

    WORKSPACE = "workspace"
    SITE = "site"


class Look(StrEnum):
    """How the public site shows the rows of an entity."""

    ARTICLES = "articles"
    CARDS = "cards"
    GALLERY = "gallery"
    PEOPLE = "people"
    PRICES = "prices"
    QUESTIONS = "questions"
    QUOTES = "quotes"
    TABLE = "table"
    TIMELINE = "timeline"


class Style(StrEnum):
    """How the pages of an application are dressed: type, corners, header and hero; the colours are the theme's."""

    COMPANY = "company"
    LIVELY = "lively"
    MAGAZINE = "magazine"
    SHOP = "shop"
    TOOL = "tool"


class SectionKind(StrEnum):
    """What a section of a page is.

    `records` shows rows of an entity as its look says, `form` lets visitors add one, `features` lists `items`,
    `figures` counts entities, `action` invites to a page, `text` is prose, `part` is what a capability shows there.
    """

    ACTION = "action"
    CAROUSEL = "carousel"
    FEATURES = "features"
    FIGURES = "figures"
    FORM = "form"
    HERO = "hero"
    RECORDS = "records"
    PART = "part"
    TEXT = "text"


class Item(SpecModel):
    """A point of a section: a feature, a link, a fact. `path` is where it leads."""

    title: Label
    text: Sentence = ""
    path: str = Field(default="", pattern=r"^(/[a-z0-9/-]*)?$", max_length=100)


class Section(SpecModel):
    """A part of a page. `entity` belongs to sections of records and to forms; `limit` bounds the rows shown,
    and `sort` orders them as lists do (``-published_on``).

    `capability` belongs to sections of kind `part`, whose part is that of the capability and the entity.
    """

    kind: SectionKind
    title: Label | None = None
    text: Sentence = ""
    entity: Identifier | None = None
    capability: Identifier | None = None
    items: tuple[Item, ...] = Field(default=(), max_length=24)
    limit: int = Field(default=6, ge=1, le=50)
    sort: str = Field(default="", pattern=r"^(-?[a-z][a-z0-9_]*)?$", max_length=41)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        needs_entity = self.kind in {SectionKind.RECORDS, SectionKind.FORM, SectionKind.CAROUSEL}
        is_part = self.kind is SectionKind.PART
        if is_part != (self.capability is not None):
            raise fault(f"section {self.kind}", "a capability belongs to a section of kind part, which needs one")
        if needs_entity != (self.entity is not None) and not is_part:
            raise fault(f"section {self.kind}", "an entity belongs to sections of records and forms, which need one")
        return self


class Page(SpecModel):
    """A page of the public site that is made of sections; `home` is the first page, others answer at their name."""

    name: Identifier
    label: Label
    sections: tuple[Section, ...] = Field(min_length=1, max_length=20)
    in_menu: bool = True

    @property
    def path(self) -> str:
        """Where it is in the browser."""
        return "/" if self.name == "home" else f"/{self.name.replace('_', '-')}"


class Part(SpecModel):
    """A capability that the application uses, of an entity or as a whole.

    `options` are names (of entities, fields, pages) and words that the capability gives a meaning.
    """

    capability: Identifier
    entity: Identifier | None = None
    options: dict[Identifier, Sentence] = Field(default={})
