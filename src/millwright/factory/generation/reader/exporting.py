"""Files that leave the application: lists as CSV, Excel and PDF, and single records as PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on, clause_of, records_in
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act
from millwright.factory.generation.spec import UPLOADED, FieldType, FileFormat

_EXCEL = word_set("exporting_excel")
_GIVING = word_set("exporting_giving")
_FETCHING = word_set("exporting_fetching")
_AS = word_set("exporting_as")
_PAPERS = word_set("exporting_papers")
_KEPT = "files that people send are kept, and downloaded as they are"
_NOTHING = "no record here could be printed"
_NAMES = {FileFormat.XLSX: "Excel", FileFormat.PDF: "PDF"}


@dataclass(frozen=True)
class Paper:
    """A kind of record of which each one is a page of its own, in the words that ask for it."""

    entity: DraftEntity
    because: str


def papers(reading: Reading) -> list[Paper]:
    """The records of which each one is wanted as PDF: invoices and other papers, and what is named in the singular."""
    found: dict[str, Paper] = {}
    for wish in (*_printed(reading), *reading.wished("record_pdf")):
        for entity in _named(reading, wish):
            if _is_paper(entity) or _in_singular(reading, wish, entity):
                found.setdefault(entity.name, Paper(entity, clause_of(reading, wish.sentence, wish.start)))
    for statement in reading.statements:
        for entity in acted_on(reading, statement) if _fetches(reading, statement) else ():
            if _is_paper(entity) and not any(field.type is FieldType.FILE for field in entity.fields):
                found.setdefault(entity.name, Paper(entity, statement.text))
    return list(found.values())


def add_exports(reading: Reading) -> None:
    """Each list as what it is wanted as; those of all records but people when none is named."""
    _add_csv(reading)
    for wish in _printed(reading):
        _add_pages(reading, wish)
    for wish in reading.wished("pdf"):
        if not _given_out(reading, wish):
            _tell_of_uploads(reading, wish)


def _add_csv(reading: Reading) -> None:
    asked = [wish for wish in reading.wished("csv") if not _only_printed(reading, wish)]
    named: list[tuple[DraftEntity, str, Sentence]] = []
    for statement in _exports(reading, (wish.sentence for wish in asked)):
        named += [(entity, statement.text, statement.sentence) for entity in acted_on(reading, statement)]
    for wish in asked:
        if not named:
            near = [] if _listed(wish) else records_in(reading, wish.sentence, max(0, wish.start - 2), wish.end + 3)
            named += [(entity, clause_of(reading, wish.sentence, wish.start), wish.sentence) for entity in near]
    if asked and not named:
        named = [(entity, asked[0].sentence.text, asked[0].sentence) for entity in reading.entities]
    for entity, because, sentence in named:
        if not entity.export:
            entity.export = True
            reading.reasons.append((f"{entity.plural_label} as CSV"[:60], because))
        if any(token.lemma in _EXCEL for token in sentence.tokens):
            _add(reading, entity, FileFormat.XLSX, because)


def _only_printed(reading: Reading, wish: Wish) -> bool:
    """Whether what is exported is exported as PDF, and no table is named: "export invoices as PDF"."""
    sentence = wish.sentence
    tables = any(token.lemma in _EXCEL | {"csv"} for token in sentence.tokens)
    return not tables and any(other.sentence is sentence for other in _printed(reading))


def _add_pages(reading: Reading, wish: Wish) -> None:
    """The lists that a wish for PDF is about; single records and reports are seen to by others."""
    because = clause_of(reading, wish.sentence, wish.start)
    named = _named(reading, wish)
    if not named and _of_report(reading, wish):
        return
    if not named and ("pdf" in wish.words.lower() or wish.end - wish.start > 1):
        named = [entity for entity in reading.entities if not entity.internal]
    alone = {paper.entity.name for paper in papers(reading)}
    for entity in named:
        if entity.name not in alone or not _is_paper(entity) or not _in_singular(reading, wish, entity):
            _add(reading, entity, FileFormat.PDF, because)
    if not named:
        reading.not_built.append((wish.words, _NOTHING))


def _add(reading: Reading, entity: DraftEntity, format_: FileFormat, because: str) -> None:
    if format_ not in entity.formats and not entity.internal:
        entity.formats = tuple(sorted({*entity.formats, format_}, reverse=True))
        reading.reasons.append((f"{entity.plural_label} as {_NAMES[format_]}"[:60], because))


def _printed(reading: Reading) -> list[Wish]:
    return [wish for wish in reading.wished("pdf") if _given_out(reading, wish)]


def _given_out(reading: Reading, wish: Wish) -> bool:
    """Whether something is wanted as PDF, or printed, rather than that PDF files are sent in and looked at."""
    if wish.end - wish.start > 1 or (wish.start and wish.sentence.tokens[wish.start - 1].low in _AS):
        return True
    acts = [s for s in reading.statements if s.sentence is wish.sentence and s.start <= wish.start]
    return bool(acts) and _gives_out(acts[-1])


def _named(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """The records that a wish for PDF is about, by the act that it belongs to or the words around it."""
    acts = [s for s in _exports(reading, [wish.sentence]) if s.start <= wish.start]
    found = [entity for statement in acts[-1:] for entity in acted_on(reading, statement)]
    near = [] if _listed(wish) else records_in(reading, wish.sentence, max(0, wish.start - 4), wish.end + 3)
    return [entity for entity in found or near if not entity.internal]


def _exports(reading: Reading, sentences: Iterable[Sentence]) -> list[Statement]:
    """What is said, in these sentences, to be given out."""
    within = {id(sentence) for sentence in sentences}
    said = [s for s in reading.statements if id(s.sentence) in within]
    return [s for s in said if _gives_out(s)]


def _gives_out(statement: Statement) -> bool:
    return statement.verb.act is Act.EXPORT or statement.verb.base in _GIVING


def _fetches(reading: Reading, statement: Statement) -> bool:
    """Whether something is downloaded or printed of which nobody says that it is a list of figures."""
    figures = any(wish.sentence is statement.sentence for wish in reading.wished("csv"))
    return statement.verb.base in _FETCHING and not figures


def _is_paper(entity: DraftEntity) -> bool:
    return entity.name.rpartition("_")[2] in _PAPERS


def _in_singular(reading: Reading, wish: Wish, entity: DraftEntity) -> bool:
    """Whether the act that a wish belongs to is about one such record: "each invoice", "the work order"."""
    acts = [s.start for s in _exports(reading, [wish.sentence]) if s.start <= wish.start]
    tokens = wish.sentence.tokens[acts[-1] if acts else max(0, wish.start - 4) : wish.end + 4]
    last = entity.name.rpartition("_")[2]
    return any(token.part is Part.NOUN and token.low == token.lemma == last for token in tokens)


def _of_report(reading: Reading, wish: Wish) -> bool:
    """Whether the same sentence asks for reports, whose page gives them out in each format."""
    return any(other.sentence is wish.sentence for other in reading.wished("report"))


def _tell_of_uploads(reading: Reading, wish: Wish) -> None:
    """A word such as "print" may also be what is sold: that asks for nothing."""
    if "pdf" not in wish.words.lower():
        return
    holds = any(field.type in UPLOADED for entity in reading.entities for field in entity.fields)
    told = reading.reasons if holds else reading.not_built
    told.append((wish.words, _KEPT if holds else "nothing here is given out as PDF, and no files are sent in"))


def _listed(wish: Wish) -> bool:
    """Whether a file is one item of a list of wishes, and so about everything."""
    before = wish.sentence.tokens[wish.start - 1].text if wish.start else ","
    return before in {",", "and", "or", "&", "with", ":"}
