"""Pages and their blocks, for the demonstration."""

from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import SampleValue

Row = dict[str, SampleValue]


def add_samples(reading: Reading, page: DraftEntity, blocks: DraftEntity | None) -> None:
    """The pages of `samples.toml`, the last of them a draft."""
    known = page.samples
    rows = list(table_beside(__package__ or "", "samples").values())
    page.samples = tuple(
        {**(known[place % len(known)] if known else {}), **{k: v for k, v in row.items() if k != "blocks"}}
        for place, row in enumerate(rows)
    )
    if blocks is not None:
        blocks.samples = tuple(
            _block(place, number, line)
            for place, row in enumerate(rows)
            for number, line in enumerate(row["blocks"].strip().splitlines(), 1)
        )


def _block(place: int, number: int, line: str) -> Row:
    kind, tone, text, *rest = (part.strip() for part in line.split("|"))
    more, target = (*rest, "", "")[:2]
    block: Row = {"subject": place, "place": number, "kind": kind, "tone": tone, "text": text}
    return block | {"more": more or None, "target": target or None, "picture": None}
