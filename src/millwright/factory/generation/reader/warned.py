"""What a sentence says of how something stands out that the application tells anyway: late rows are marked in red."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.segment import Sentence

_COLOURS = word_set("warned_colours")
_LATE = word_set("warned_late")
_AHEAD = ("coming", "next_", "to_")


def stands_out(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether words only say in which colour late rows are shown, of which the application has lists: "overdue tickets
    in red"; every list marks them so."""
    said = {token.lemma for token in sentence.tokens[slice(*span)] if token.low}
    late = any(token.low in _LATE for token in sentence.tokens)
    lists = (part.options.get("days", "") for part in reading.parts if part.capability == "worklist")
    return bool(said) and said <= _COLOURS and late and any(days and not days.startswith(_AHEAD) for days in lists)
