"""Boards that the prompt asks for, or that its kind of application needs."""

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import acted_on, any_choice, clause_of, records_in, state_field
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.spec import Board, FieldType

_MOVING = frozenset({"move", "drag", "advance"})
_WORKING = (EntityKind.WORK, EntityKind.PERSONAL, EntityKind.CONTENT, EntityKind.MONEY)


def add_boards(reading: Reading, wishes: list[Wish]) -> None:
    """A board for each record that is moved across one, else for the one that most looks like work."""
    domain = reading.domain
    asked = [wish for wish in wishes if wish.capability.name == "board"]
    if any(wish.refused for wish in asked):
        return
    for wish in asked:
        entity = _on_board(reading, wish)
        if entity is None:
            reading.not_built.append((wish.words, "no record here passes through states"))
            continue
        _ensure_states(entity)
        _add(reading, entity, clause_of(reading, wish.sentence, wish.start))
    if not asked and domain is not None and domain.board:
        usual = reading.entity(domain.board)
        if usual is not None and state_field(usual) is not None:
            _add(reading, usual, f"assumed: {usual.plural_label.lower()} pass through states")


def _on_board(reading: Reading, wish: Wish) -> DraftEntity | None:
    moved = _moved(reading, wish.sentence)
    near = records_in(reading, wish.sentence, max(0, wish.start - 5), wish.end + 4)
    here = [entity for entity in records_in(reading, wish.sentence) if state_field(entity) is not None]
    usual = reading.entity(reading.domain.board) if reading.domain and reading.domain.board else None
    if (
        usual is not None
        and usual.kind is not EntityKind.WORK
        and any(e.kind is EntityKind.WORK and not e.assumed for e in reading.entities)
    ):
        usual = None
    near = [entity for entity in near if state_field(entity) is not None]
    candidates = [*moved, *near, *([usual] if usual in here or (usual and not here) else []), *here, *_ranked(reading)]
    return next(iter(candidates), None)


def _moved(reading: Reading, sentence: Sentence) -> list[DraftEntity]:
    moves = [s for s in reading.statements if s.sentence is sentence and s.verb.base in _MOVING]
    return [entity for statement in moves for entity in acted_on(reading, statement)]


def _ranked(reading: Reading) -> list[DraftEntity]:
    """Records by how much they look like work that passes through states."""

    def rank(entity: DraftEntity) -> tuple[bool, int]:
        order = _WORKING.index(entity.kind) if entity.kind in _WORKING else len(_WORKING)
        return state_field(entity) is None, order

    return sorted((entity for entity in reading.entities if not entity.internal), key=rank)


def _ensure_states(entity: DraftEntity) -> None:
    if any_choice(entity) is None:
        made = DraftField("status", "Status", FieldType.CHOICE, required=True, choices=("To do", "In progress", "Done"))
        entity.fields = [field for field in entity.fields if field.name != "status"]
        entity.fields.insert(1, made)


def _add(reading: Reading, entity: DraftEntity, because: str) -> None:
    field = any_choice(entity)
    if field is not None and all(board.entity != entity.name for board in reading.boards):
        shown = label([entity.label, "board"])
        reading.boards.append(Board(entity=entity.name, field=field.name, label=shown))
        reading.reasons.append((shown, because))
