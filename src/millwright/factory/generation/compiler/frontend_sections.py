"""The sections of a page of the public site as JSX."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from millwright.factory.generation.capabilities import Component
from millwright.factory.generation.compiler.appearance import ABSTRACT, STORY, SUBJECT, icon_for, motif_in
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_faces import FaceView
from millwright.factory.generation.compiler.frontend_fields import FieldView
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.logo import icon_in
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import attr, reached, ts
from millwright.factory.generation.compiler.styles import DRESSES
from millwright.factory.generation.site import Page, Section, SectionKind
from millwright.factory.generation.spec import AppSpec, FieldType, Look

MOST_FIGURES = 4
KEPT = frozenset({"active", "answered", "approved", "handled", "priority", "published", "stage", "state", "status"})
"""Fields that those who receive a form fill in themselves."""


@dataclass(frozen=True)
class SectionCode:
    """A section as JSX, and what it imports."""

    text: str
    uses: frozenset[str] = frozenset()
    icons: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    component: Component | None = None
    face: FaceView | None = None


@dataclass(frozen=True)
class SectionWriter:
    """Writes the sections of one page."""

    spec: AppSpec
    page: Page
    hooks: Hooks
    views: Mapping[str, EntityView]
    faces: Mapping[str, FaceView]

    def sections(self) -> Iterator[SectionCode]:
        """Each section; those of records that have no public pages are left out."""
        writers: Mapping[SectionKind, Callable[[Section], Iterator[SectionCode]]] = {
            SectionKind.ACTION: self._action,
            SectionKind.CAROUSEL: self._rows,
            SectionKind.FEATURES: self._features,
            SectionKind.FIGURES: self._figures,
            SectionKind.FORM: self._form,
            SectionKind.HERO: self._hero,
            SectionKind.PART: self._part,
            SectionKind.RECORDS: self._rows,
            SectionKind.TEXT: self._text,
        }
        for section in self.page.sections:
            yield from writers[section.kind](section)

    def _hero(self, section: Section) -> Iterator[SectionCode]:
        home = self.page.name == "home"
        title = section.title or (self.spec.name if home else self.page.label)
        text = section.text or (self.spec.description if home else "")
        words = f" title={attr(title)}" + (f" text={attr(text)}" if text else "")
        motif = hero_motif(self.spec, self._main_first())
        yield SectionCode(f"<Hero{words} motif={ts(motif)} acts={{{self._acts(section)}}} />", frozenset({"Hero"}))

    def _features(self, section: Section) -> Iterator[SectionCode]:
        icons = [icon_for(item.title, place) for place, item in enumerate(section.items)]
        items = [
            f"{{ icon: {icon}, title: {ts(item.title)}, text: {ts(item.text)}{_to(item.path)} }}"
            for icon, item in zip(icons, section.items, strict=True)
        ]
        text = f"<Features{_words(section)} items={{[{', '.join(items)}]}} />"
        yield SectionCode(text, frozenset({"Features"}), frozenset(icons))

    def _figures(self, section: Section) -> Iterator[SectionCode]:
        if section.items:
            pairs = ", ".join(f"[{ts(item.title)}, {ts(item.text)}]" for item in section.items)
            yield SectionCode(f"<Figures{_words(section)} items={{[{pairs}]}} />", frozenset({"Figures"}))
        elif self.faces:
            counted = ", ".join(face.entity.client for face in list(self.faces.values())[:MOST_FIGURES])
            yield SectionCode(f"<Counts{_words(section)} of={{[{counted}]}} />", frozenset({"Counts", "api"}))

    def _rows(self, section: Section) -> Iterator[SectionCode]:
        face = self.faces.get(str(section.entity))
        if face is not None:
            name = "Carousel" if section.kind is SectionKind.CAROUSEL else "Records"
            order = f' where="sort={section.sort}"' if section.sort and name == "Records" else ""
            limit = self._full_rows(section, face)
            text = f"<{name} kind={{{face.const}}}{_words(section)}{order} limit={{{limit}}} />"
            yield SectionCode(text, frozenset({name}), face=face)

    def _full_rows(self, section: Section, face: FaceView) -> int:
        """The limit of a section, raised so that no row of cards is left with a gap."""
        wide = DRESSES[self.spec.style].columns
        columns = {
            Look.CARDS: wide,
            Look.GALLERY: 4,
            Look.PEOPLE: wide,
            Look.PRICES: 3,
            Look.QUOTES: 3,
        }.get(face.entity.spec.look, 1)
        return -(-section.limit // columns) * columns

    def _form(self, section: Section) -> Iterator[SectionCode]:
        view = self.views[str(section.entity)]
        fields = [field for field in view.fields if self._asked(field)]
        starts = f" starts={{{{ {view.starts} }}}}" if view.starts else ""
        inputs = "".join(field.input.text for field in fields)
        text = (
            f"<VisitorForm records={{{view.client}}}{starts}{_words(section)}>"
            f"{{(field) => <>{inputs}</>}}</VisitorForm>"
        )
        used = {name for field in fields for name in field.input.uses}
        choices = {name for name in used if name.endswith("Choices")}
        yield SectionCode(text, frozenset({"VisitorForm", "api"} | used - choices), choices=frozenset(choices))

    def _action(self, section: Section) -> Iterator[SectionCode]:
        words = _words(section) or f" title={attr(self.spec.name)}"
        yield SectionCode(f"<CallToAction{words} acts={{{self._acts(section)}}} />", frozenset({"CallToAction"}))

    def _text(self, section: Section) -> Iterator[SectionCode]:
        pairs = ", ".join(f"[{ts(item.title)}, {reached(item.text)}]" for item in section.items)
        items = f" items={{[{pairs}]}}" if pairs else ""
        yield SectionCode(f"<Prose{_words(section)}{items} />", frozenset({"Prose"}))

    def _part(self, section: Section) -> Iterator[SectionCode]:
        component = self.hooks.section(str(section.capability), section.entity)
        yield SectionCode(f"<{component.name}{_words(section)} />", component=component)

    def _acts(self, section: Section) -> str:
        """The links of a section as an array: those that it names, else the main list and the first page of a form."""
        acts = [(item.path, item.title) for item in section.items if item.path]
        if not acts:
            acts = [
                (face.entity.public_path, f"Browse {in_sentence(face.entity.spec.plural_label)}")
                for face in self._main_first()[:1]
            ]
            forms = (p for p in self.spec.pages if any(s.kind is SectionKind.FORM for s in p.sections))
            acts += [(page.path, page.label) for page in forms if page != self.page][:1]
        return "[" + ", ".join(f"{{ to: {ts(path)}, label: {ts(label)} }}" for path, label in acts[:3]) + "]"

    def _main_first(self) -> Sequence[FaceView]:
        """The public records, those that this page shows first."""
        shown = [section.entity for section in self.page.sections if section.entity in self.faces]
        return sorted(self.faces.values(), key=lambda face: face.entity.spec.name not in shown)

    def _asked(self, field: FieldView) -> bool:
        """Whether whoever fills in the form is asked for it."""
        if field.spec.kept or field.spec.since or field.spec.numbered:
            return False
        if field.spec.required and field.blank == "null":
            return True
        inner = field.name in KEPT or (field.target is not None and field.target.name not in self.faces)
        return not inner and field.type is not FieldType.FILE


def hero_motif(spec: AppSpec, faces: Sequence[FaceView]) -> str:
    """What is drawn for a page as a whole: what the name says, else what it shows first, if that has one drawing."""
    named = motif_in(spec.name) or (SUBJECT if icon_in(spec.name) else "")
    first = faces[0].motif if faces else ABSTRACT
    return named or (ABSTRACT if first in {STORY, SUBJECT} else first)


def _words(section: Section) -> str:
    title = f" title={attr(section.title)}" if section.title else ""
    return title + (f" text={attr(section.text)}" if section.text else "")


def _to(path: str) -> str:
    return f", to: {ts(path)}" if path else ""
