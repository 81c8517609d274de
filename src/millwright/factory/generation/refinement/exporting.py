"""Files that leave the application: lists as CSV, Excel and PDF, and single records as PDF; more of them, or fewer."""

import re

from millwright.factory.generation.reader.exporting import add_exports, papers
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.names import listed
from millwright.factory.generation.refinement.thawing import thawed
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import Entity, FileFormat, Part

EXPORT = re.compile(r"\b(?:csv|excel|xlsx|pdf|export(?:s|ing)?|download(?:s|ing)?)\b", re.IGNORECASE)
"""What is taken away, when that is a way to have lists as files."""
_AS_FILE = re.compile(
    r"\b(?:csv|excel|xlsx?|spreadsheet|pdf|printable)\b|^print\b|\b(?:can|may|to|let\s+\w+)\s+print\b", re.IGNORECASE
)
_SENT_IN = re.compile(r"\b(?:fields?|columns?|attach\w*|upload\w*|import\w*)\b", re.IGNORECASE)
_WORDS = {FileFormat.XLSX: r"\b(?:excel|xlsx?|spreadsheets?)\b", FileFormat.PDF: r"\bpdf\b"}
_NAMES = {FileFormat.XLSX: "Excel", FileFormat.PDF: "PDF"}


def exports(work: Work) -> bool:
    """Reads a clause that wants lists or records as files, by the words that the reader of prompts knows."""
    if not _AS_FILE.search(work.clause) or _SENT_IN.search(work.clause):
        return False
    reading = thawed(work.spec, work.clause)
    if reading.wished("report") or not (reading.wished("csv") or reading.wished("pdf") or reading.wished("record_pdf")):
        return False
    add_exports(reading)
    wanted = [
        (entity, entity.model_copy(update={"export": draft.export, "formats": draft.formats}))
        for entity in work.spec.entities
        if not entity.internal and (draft := reading.entity(entity.name)) is not None
    ]
    alone = [paper.entity.name for paper in papers(reading)]
    changed = [_changed(work, before, after) for before, after in wanted if before != after]
    added = [_page(work, name) for name in alone if all(p.entity != name for p in work.spec.parts_of("record_pdf"))]
    if not changed and not added:
        work.refuse("that can be downloaded already" if _is_there(work) or alone else "no records here are meant")
    return True


def _changed(work: Work, before: Entity, after: Entity) -> str:
    work.spec = edits.with_entity(work.spec, before.name, lambda _: after)
    names = ["CSV"] if after.export and not before.export else []
    names += [_NAMES[each] for each in after.formats if each not in before.formats]
    text = f"{after.plural_label} can be downloaded as {listed(names)}, as far as one may see them"
    work.note(ChangeKind.ADD, "export", text)
    return before.name


def _page(work: Work, name: str) -> str:
    parts = (*work.spec.parts, Part(capability="record_pdf", entity=name))
    work.spec = edits.checked(work.spec.model_copy(update={"parts": parts}))
    owner = work.of(name)
    work.note(ChangeKind.ADD, "part record pdf", f"Each of the {owner.plural_label.lower()} can be downloaded as PDF")
    return name


def _is_there(work: Work) -> bool:
    return any(entity.export or entity.formats for entity in work.spec.entities)


def remove_export(work: Work, what: str) -> bool:
    """Takes away the files that the words name, all when they name none, of the records that they name; False when
    there are none."""
    named = [e for e in work.spec.entities if re.search(rf"\b{re.escape(e.plural_label)}\b", what, re.IGNORECASE)]
    gone = [each for each, words in _WORDS.items() if re.search(words, what, re.IGNORECASE)]
    csv = re.search(r"\bcsv\b", what, re.IGNORECASE) is not None or not gone
    gone = gone if gone or re.search(r"\bcsv\b", what, re.IGNORECASE) else list(FileFormat)
    found = False
    for entity in named or work.spec.entities:
        left = tuple(each for each in entity.formats if each not in gone)
        kept = entity.model_copy(update={"export": entity.export and not csv, "formats": left})
        if kept != entity:
            _lessened(work, entity, kept)
            found = True
    return found


def _lessened(work: Work, before: Entity, after: Entity) -> None:
    work.spec = edits.with_entity(work.spec, before.name, lambda _: after)
    names = ["CSV"] if before.export and not after.export else []
    names += [_NAMES[each] for each in before.formats if each not in after.formats]
    work.note(ChangeKind.REMOVE, before.name, f"{before.plural_label} can no longer be downloaded as {listed(names)}")
