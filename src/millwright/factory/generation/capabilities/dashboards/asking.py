"""Whether a prompt asks for a platform on which people bring their own data and lay out their own dashboards."""

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Capability
from millwright.factory.generation.reader.words import stems

NAME = "dashboards"
_STANDS_FOR_IT = frozenset({"dashboard_item", "data_source", "dataset", "data_set", "db_connection"})
_PIECES = frozenset("chart component dashboard dataset link visualization visualisation widget".split())
_AROUND = 4
"""So many words after "share links" may say what is shared."""
_TAKEN = frozenset({"data_import", "import", "report"})
_NO_NETWORK = "charts and tables are drawn of nodes and edges; a picture of dots with lines between them is not"
_ELSEWHERE = "data comes from files and from this application's own records; nothing is fetched from elsewhere"


def wishes_of(reading: Reading) -> list[Wish]:
    """The wishes for it; none where nobody lays out dashboards and the prompt is not about showing data."""
    found = reading.wished(NAME)
    said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    shows = bool(said & {*_words("data")})
    meant = [wish for wish in found if _is(wish, "plain") or (shows and _is(wish, "with_data"))]
    return found if meant else []


def stands_for_it(entity: DraftEntity) -> bool:
    """Whether a record is only the reader's word for the data and dashboards of such a platform."""
    known = bool({entity.key, entity.name} & _STANDS_FOR_IT)
    shared = entity.key == "bookmark" and entity.because.lower().startswith("shar")
    brought = entity.key == "resource_file" and bool({*entity.because.lower().split()} & {*_words("files")})
    return not entity.internal and (known or shared or brought or entity.label.lower().split()[-1] in _PIECES)


def absorb_wishes(reading: Reading, *, alone: bool) -> None:
    """Takes what else is wished of data and dashboards for wishes of this part; where it is `alone`, charts, too."""
    own = Capability(NAME, True, words_of()[NAME]["say"])
    built = listed_stems(NAME, "built")
    taken = _TAKEN | ({"chart", "csv", "sharing"} if alone else frozenset[str]())
    reading.wishes = [
        Wish(own, w.words, w.sentence, w.start, w.end, w.refused)
        if w.capability.name in taken
        or (w.capability.name == "builder" and stems(w.words) in built)
        or (w.capability.name == "sharing" and _is_near_pieces(w))
        else w
        for w in reading.wishes
    ]
    said = (statement for statement in reading.statements if _lemmas(statement) & {*_words("within")})
    reading.wishes += [Wish(own, s.text, s.sentence, s.start, s.end) for s in said]
    _tell_elsewhere(reading)


def _is_near_pieces(wish: Wish) -> bool:
    """Whether it is dashboards that are shared, and not the records beside them: "share links to dashboards"."""
    around = wish.sentence.tokens[wish.start : wish.end + _AROUND]
    return any(token.lemma in _PIECES - {"link"} for token in around)


def _tell_elsewhere(reading: Reading) -> None:
    """Where the prompt has data come from that this does not read, and pictures that it does not draw."""
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if token.low in _words("elsewhere"):
                reading.not_built.append((token.text, _ELSEWHERE))
    drawn = listed_stems(NAME, "not_drawn")
    for wish in [wish for wish in reading.wishes if wish.capability.name == NAME and stems(wish.words) in drawn]:
        reading.not_built.append((wish.words, _NO_NETWORK))


def _is(wish: Wish, kind: str) -> bool:
    """Whether its words have one of the phrases of that kind within them."""
    said = f" {' '.join(stems(wish.words))} "
    return any(f" {' '.join(phrase)} " in said for phrase in listed_stems(NAME, kind))


def _words(name: str) -> list[str]:
    return words_of()[NAME][name].split()


def _lemmas(statement: Statement) -> set[str]:
    """The words for what a statement acts on."""
    phrases = (phrase for phrase in statement.phrases if phrase.direct)
    return {token.lemma for phrase in phrases for token in statement.sentence.tokens[phrase.start : phrase.end]}
