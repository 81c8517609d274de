"""Whose rows are whose where the house keeps them: consignors query their own items, customers confirm their proofs."""

from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind
from millwright.factory.generation.spec import Reach

_HANDLED = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})


def keep_to_themselves(reading: Reading) -> None:
    """Has those who are no part of the house see of what it keeps for them only the rows that name them.

    It is so in workspaces, where a record has a field for such a person, and they are said to see their own, or to
    decide on what is kept for each of them.
    """
    for statement in () if reading.site else reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is None or role.kind is not RoleKind.OUTSIDER or role.generic:
            continue
        for entity in acted_on(reading, statement):
            access = entity.access[role.name]
            if access.read is Reach.ALL and not access.create and _is_theirs(statement, role, entity):
                update = Reach.OWN if access.update is Reach.ALL else access.update
                entity.access[role.name] = access.model_copy(update={"read": Reach.OWN, "update": update})


def _is_theirs(statement: Statement, role: DraftRole, entity: DraftEntity) -> bool:
    """Whether a statement is about rows of those people: their own items, or the proof that each customer confirms."""
    called = {role.key, role.name}
    named = any(called & {field.name, field.target} for field in entity.fields[1:])
    tokens = statement.sentence.tokens[statement.start : statement.end + 1]
    own = statement.verb.act is Act.VIEW and statement.own and any(token.low == "own" for token in tokens)
    return named and (own or (statement.verb.act is Act.PROCESS and entity.kind in _HANDLED))
