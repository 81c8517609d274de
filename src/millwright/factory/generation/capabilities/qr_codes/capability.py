"""QR codes: of the pages of records, of whatever page of a site one looks at, and a page that reads codes."""

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.check_in.capability import lets_in
from millwright.factory.generation.capabilities.codes import qr_files, scanning
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.form_codes.reading import by_a_form
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.spec import AppSpec, Layout, Part

_TEMPLATES = "capabilities/qr_codes/templates"


def _draft(_reading: Reading) -> None:
    """Nothing is kept: a code says where a page is."""


def _settle(reading: Reading) -> None:
    for wish in reading.wished("qr_codes"):
        if by_a_form(wish) or lets_in(wish):
            continue
        read, made = _done(wish, "reading"), _done(wish, "making")
        if made or not read:
            _show(reading, wish)
        if read:
            _add(reading, None, "scan", wish.words)


def _done(wish: Wish, list_: str) -> bool:
    """Whether the sentence has a word of one of the lists, in any form."""
    stems = {token.stem for token in wish.sentence.tokens}
    return any(len(one) == 1 and one[0] in stems for one in listed_stems("qr_codes", list_))


def _show(reading: Reading, wish: Wish) -> None:
    """The code of the record that the clause names; else, and where a site is shared by one, that of each page."""
    subject = _subject(reading, wish)
    if reading.layout is Layout.SITE and (subject is None or _done(wish, "sharing")):
        _add(reading, None, "page", wish.words)
    elif subject is not None:
        subject.fields = [f for f in subject.fields if not f.name.endswith("qr_code")] or subject.fields
        _add(reading, subject.name, "record", wish.words)


def _subject(reading: Reading, wish: Wish) -> DraftEntity | None:
    after = records_in(reading, wish.sentence, wish.end, min(wish.end + 6, len(wish.sentence.tokens)))
    before = records_in(reading, wish.sentence, max(0, wish.start - 6), wish.start)
    found = [entity for entity in (*after[:1], *before[-1:]) if not entity.internal]
    return found[0] if found else None


def _add(reading: Reading, entity: str | None, what: str, because: str) -> None:
    """Adds the part, or to the one that is there already."""
    for place, part in enumerate(reading.parts):
        if (part.capability, part.entity) == ("qr_codes", entity):
            reading.parts[place] = part.model_copy(update={"options": {**part.options, what: "yes"}})
            return
    add_part(reading, Part(capability="qr_codes", entity=entity, options={what: "yes"}), because)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    return _of_record(spec, part) if part.entity else _of_pages(spec, part)


def _of_record(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    module = f"components/codes/{view.type}Qr"
    button = {entity.name: (Component(f"{view.type}Qr", module),)}
    return Contribution(
        files={**qr_files(), f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/RecordQr.tsx.j2", view=view)},
        record_actions=button if view.public else {},
        record_buttons=button,
        packages=("jsqr", "uqr"),
        readme=(f"Show the QR code of a {entity.label.lower()}, download or print it: it leads to its page.",),
    )


def _of_pages(spec: AppSpec, part: Part) -> Contribution:
    files, readme = dict[str, str](), list[str]()
    header: tuple[Component, ...] = ()
    if "page" in part.options:
        page = Component("PageQr", "components/codes/PageQr")
        files |= qr_files() | {f"frontend/src/{page.module}.tsx": render(f"{_TEMPLATES}/PageQr.tsx.j2")}
        header = (page,)
        readme.append("Hand on the page that one looks at by its QR code, from the header of the site.")
    scan = scanning(spec, at_work=True) if "scan" in part.options else None
    if scan is not None:
        files |= scan.files
        readme.append("Scan a QR code by the camera or from a picture, or type it: what leads to a page here opens it.")
    return Contribution(
        files=files,
        header=header,
        routes=scan.routes if scan else (),
        navigation=scan.navigation if scan else (),
        packages=("jsqr", "uqr") if header else ("jsqr",),
        readme=tuple(readme),
    )


CAPABILITY = Capability("qr_codes", _draft, _settle, _contribute, optional=frozenset({"page", "record", "scan"}))
