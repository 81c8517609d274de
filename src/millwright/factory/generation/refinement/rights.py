"""Who may do what: rights that are given or taken, and roles that are added for them."""

import re
from collections.abc import Iterator

from millwright.factory.generation.reader.vocabulary import Act, RoleKind, lemma_key, lexicon
from millwright.factory.generation.reader.words import identifier, label, plural_words, singular
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.decisions import decide
from millwright.factory.generation.refinement.names import (
    bare,
    find_entity,
    find_fields,
    find_role,
    listed,
    split_list,
    state_of,
)
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import Access, Choice, Entity, FieldSpec, FieldType, Reach, Role

_LET = re.compile(
    r"^(?:let|allow|permit|enable)\s+(?P<who>.+?)\s+(?:to\s+)?(?P<act>[a-z]+)\b(?P<what>.*)$", re.IGNORECASE
)
_CAN = re.compile(
    r"^(?P<only>only\s+)?(?P<who>.+?)\s+(?:can|may|should(?:\s+be\s+able\s+to|\s+be\s+allowed\s+to)?|must\s+be\s+able\s+to"
    r"|(?:are|is)\s+(?:able|allowed)\s+to)\s+(?P<only_too>only\s+)?(?P<act>[a-z]+)\b(?P<what>.*)$",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"^(?P<who>.+?)\s+(?:cannot|can't|can\s+not|may\s+not|must\s+not|mustn't|should\s+not|shouldn't"
    r"|should\s+no\s+longer(?:\s+be\s+able\s+to)?|can\s+no\s+longer|(?:are|is)\s+not\s+allowed\s+to)\s+(?:be\s+able\s+to\s+)?"
    r"(?P<act>[a-z]+)\b(?P<what>.*)$",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"^(?:stop|prevent|forbid|keep)\s+(?P<who>.+?)\s+(?:from|to)\s+(?P<act>[a-z]+)\b(?P<what>.*)$", re.IGNORECASE
)
_DONT_LET = re.compile(
    r"^(?:do\s+not|don't|never)\s+(?:let|allow)\s+(?P<who>.+?)\s+(?:to\s+)?(?P<act>[a-z]+)\b(?P<what>.*)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:add|create|introduce|include)\s+(?:an?\s+|the\s+|another\s+)?(?:new\s+)?(?:(?:user\s+)?roles?\s+(?:(?:for|called|named|of)\s+)?(?P<after>.+)"
    r"|(?P<before>.+?)\s+(?:user\s+)?roles?(?:\s+(?:who|that|which|with)\b.*)?)$",
    re.IGNORECASE,
)
_EVERYBODY = frozenset({"anyone", "anybody", "everyone", "everybody", "users", "people", "all_users", "user", "all"})
_APPROVING = frozenset({"accept", "approve", "confirm", "decline", "deny", "reject"})
_ORDER = list(Reach)
_GRANTED = {
    Act.CREATE: Access(read=Reach.OWN, create=True, update=Reach.OWN),
    Act.DELETE: Access(read=Reach.ALL, delete=Reach.ALL),
    Act.EXPORT: Access(read=Reach.ALL),
    Act.MANAGE: Access(read=Reach.ALL, create=True, update=Reach.ALL, delete=Reach.ALL),
    Act.PROCESS: Access(read=Reach.ALL, update=Reach.ALL),
    Act.VIEW: Access(read=Reach.ALL),
}
_SAID = {
    Act.CREATE: "add",
    Act.DELETE: "delete",
    Act.EXPORT: "see",
    Act.MANAGE: "see, add, change and delete",
    Act.PROCESS: "see and change",
    Act.VIEW: "see",
}


def rights(work: Work) -> bool:
    """Reads a clause about who may do what; False when it is about something else."""
    for pattern, allowed in ((_CANNOT, False), (_DONT_LET, False), (_STOP, False), (_LET, True), (_CAN, True)):
        match = pattern.match(work.clause)
        if match is None:
            continue
        for who, verb, what in _splits(match):
            act = _act(verb)
            roles = _who(work, who) if act is not None else []
            if act is not None and roles:
                groups = match.groupdict()
                only = "who" if groups.get("only") else "deed" if groups.get("only_too") else ""
                _change(work, roles, (verb, act, what), allowed=allowed, only=only)
                return True
    return False


def _splits(match: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Who, verb and what: the verb is the first word that can be one, and people may have names of two words."""
    words = f"{match['who']} {match['act']}{match['what']}".split()
    for place in range(len(match["who"].split()), len(words)):
        yield " ".join(words[:place]), _base(words[place]), " ".join(["", *words[place + 1 :]])


def add_role(work: Work) -> bool:
    """Reads a clause that adds roles: "add a manager role"; False when it is about something else."""
    match = _ROLE.match(work.clause)
    if match is None:
        return False
    for name in split_list(match["before"] or match["after"]):
        if find_role(work.spec, name) is not None:
            work.refuse(f"there is a role {bare(name)} already")
        else:
            _add_role(work, name, works=True)
    return True


def _base(verb: str) -> str:
    known = lexicon().verbs.get(verb.lower())
    return known.base if known is not None else verb.lower()


def _act(verb: str) -> Act | None:
    if verb in _APPROVING or verb in {"change", "edit", "modify", "update"}:
        return Act.PROCESS
    if verb in {"see", "read", "view"}:
        return Act.VIEW
    known = lexicon().verbs.get(verb)
    return known.act if known is not None and known.act in _GRANTED else None


def _who(work: Work, words: str) -> list[Role]:
    """The roles that the words name, in their order; people whom nobody knows yet become a role."""
    others = [role for role in work.spec.roles if not role.admin]
    found: list[Role] = []
    for item in split_list(re.sub(r"^only\s+", "", words.strip(), flags=re.IGNORECASE)):
        role = find_role(work.spec, item)
        if role is not None:
            found.append(role)
        elif identifier([bare(item)]) in _EVERYBODY:
            found += others
        elif _are_people(item):
            found.append(_add_role(work, item, works=False))
        else:
            return []
    return found


def _are_people(words: str) -> bool:
    key = lemma_key(bare(words))
    hit = lexicon().role_index.at(key, 0) if key else None
    return hit is not None and hit[0] == len(key)


def _add_role(work: Work, words: str, *, works: bool) -> Role:
    """A new role of staff; with `works` it sees, adds and changes all records, as those who work with them do."""
    parts = bare(words).lower().split()
    parts = [*parts[:-1], singular(parts[-1])]
    key = lemma_key(" ".join(parts))
    hit = lexicon().role_index.at(key, 0) if key else None
    signup = hit is not None and hit[0] == len(key) and hit[1].kind is RoleKind.OUTSIDER
    role = Role(name=identifier(parts), label=label(parts), signup=signup)
    spec = edits.with_role(work.spec, role)
    if works:
        given = Access(read=Reach.ALL) if signup else Access(read=Reach.ALL, create=True, update=Reach.ALL)
        for entity in spec.entities:
            spec = _with_access(spec, entity.name, role.name, given)
    work.spec = edits.checked(spec)
    does = ("sees all records" if signup else "sees, adds and changes all records") if works else "signs in"
    work.note(ChangeKind.ADD, f"role {role.name}", f"There is a role {role.label}, which {does}")
    return role


def _with_access(spec: edits.AppSpec, entity: str, role: str, access: Access) -> edits.AppSpec:
    def changed(owner: Entity) -> Entity:
        granted = {**owner.access, role: access}
        return owner.model_copy(update={"access": {name: it for name, it in granted.items() if it != Access()}})

    return edits.with_entity(spec, entity, changed)


def _change(work: Work, roles: list[Role], deed: tuple[str, Act, str], *, allowed: bool, only: str) -> None:
    """Gives or takes a right; with `only` to nobody else ("who"), or as all that one may do ("deed")."""
    verb, act, what = deed
    own = re.search(r"\b(?:their|his|her|its|own|they\s+(?:made|created|added))\b", what, re.IGNORECASE) is not None
    entities = _objects(work, what) or _usual(work, verb)
    if not entities:
        work.refuse("it names no records of this application")
        return
    for entity in entities:
        if verb in _APPROVING and allowed:
            _ensure_approval(work, work.of(entity.name))
        decided = verb in _APPROVING and decide(work, roles, work.of(entity.name), verb, allowed=allowed)
        for role in roles if allowed or not decided else ():
            if only == "deed":
                _limit(work, role, work.of(entity.name), act, own=own)
            else:
                shy = own or (
                    role.signup and not re.search(r"\b(?:all|every|each|other|any|everything)\b", what, re.IGNORECASE)
                )
                own_only = (shy and act is not Act.VIEW) or own
                _grant(work, role, work.of(entity.name), act, allowed=allowed, own=own_only, quiet=decided)
        if only == "who":
            for role in work.spec.roles:
                if not role.admin and role.name not in {named.name for named in roles}:
                    _grant(work, role, work.of(entity.name), act, allowed=False, own=False, quiet=True)
        work.remember(entity.name)


def _objects(work: Work, what: str) -> list[Entity]:
    text = re.sub(r"\b(?:their|his|her|its)?\s*own\b", "", what, flags=re.IGNORECASE).strip()
    if re.fullmatch(r"(?:everything|all|anything|all\s+records|records)", text, re.IGNORECASE):
        return [entity for entity in work.spec.entities if not entity.internal]
    named = (find_entity(work.spec, item) for item in [text, *split_list(text)] if item)
    found = {entity.name: entity for entity in named if entity is not None}
    for place in find_fields(work.spec, text) if text and not found else ():
        found.setdefault(place.entity.name, place.entity)
    return list(found.values())


def _usual(work: Work, verb: str) -> list[Entity]:
    """The records that are meant when none are named: for approving the one that passes through states."""
    if verb not in _APPROVING:
        return [work.spec.entity(work.entity.name)] if work.entity is not None else list(work.spec.entities)
    states = [entity for entity in work.spec.entities if state_of(entity) is not None]
    approvable = [e for e in states if any("approv" in c.value or "request" in c.value for c in _state(e).choices)]
    if work.entity is not None:
        return [work.entity]
    return (approvable or states or list(work.spec.entities))[:1]


def _state(entity: Entity) -> FieldSpec:
    field = state_of(entity)
    if field is None:
        raise KeyError(entity.name)
    return field


def _ensure_approval(work: Work, entity: Entity) -> None:
    """Gives records a state in which they are approved: approving is setting it."""
    field = state_of(entity)
    wanted = (Choice(value="approved", label="Approved"), Choice(value="rejected", label="Rejected"))
    if field is None:
        choices = (Choice(value="pending", label="Pending"), *wanted)
        made = FieldSpec(name="status", label="Status", type=FieldType.CHOICE, required=True, choices=choices)
        values = [choice.value for choice in choices]
        work.spec = edits.checked(edits.with_new_field(work.spec, entity.name, made, values))
        text = f"{entity.plural_label} get a status: {listed(choice.label for choice in choices)}"
        work.note(ChangeKind.ADD, f"{entity.name}.status", text)
        return
    missing = [choice for choice in wanted if choice.value not in {known.value for known in field.choices}]
    if missing:
        spec = edits.with_choices(work.spec, entity.name, field.name, (*field.choices, *missing))
        work.spec = edits.checked(spec)
        text = f"{field.label} of {entity.plural_label.lower()} can be {listed(choice.label for choice in missing)}"
        work.note(ChangeKind.ADD, f"{entity.name}.{field.name}", text)


def _grant(work: Work, role: Role, entity: Entity, act: Act, *, allowed: bool, own: bool, quiet: bool = False) -> None:
    if role.admin:
        if not allowed:
            work.refuse(f"{role.label} is in charge and may do everything")
        elif not quiet:
            work.refuse(f"{role.label} may do everything already")
        return
    before = entity.access.get(role.name, Access())
    after = _widened(before, act, own=own) if allowed else _narrowed(before, act)
    if after == before:
        if not quiet:
            state = "may do that already" if allowed else "may not do that now"
            work.refuse(
                f"{_many(role)} {state} with {entity.plural_label.lower()}", subject=f"{role.label}: {work.clause}"
            )
        return
    work.spec = edits.checked(_with_access(work.spec, entity.name, role.name, after))
    whose = "their own " if own and allowed else ""
    may = "may" if allowed else "may no longer"
    said = _SAID[act] if allowed or act is not Act.MANAGE else "see"
    text = f"{_many(role)} {may} {said} {whose}{entity.plural_label.lower()}"
    work.note(ChangeKind.CHANGE, f"{entity.name}: {role.name}", text)
    if allowed and not role.signup and (after.create or after.update is not Reach.NONE):
        _show_targets(work, role, entity)


def _show_targets(work: Work, role: Role, entity: Entity) -> None:
    """Whoever fills in a form must be able to pick what its fields refer to."""
    for field in entity.fields:
        target = work.of(field.target) if field.target and field.target != entity.name else None
        access = target.access.get(role.name, Access()) if target else Access()
        if target is not None and access.read is not Reach.ALL:
            seen = access.model_copy(update={"read": Reach.ALL})
            work.spec = edits.checked(_with_access(work.spec, target.name, role.name, seen))
            text = f"{_many(role)} may see {target.plural_label.lower()}, which {entity.plural_label.lower()} refer to"
            work.note(ChangeKind.CHANGE, f"{target.name}: {role.name}", text)


def _limit(work: Work, role: Role, entity: Entity, act: Act, *, own: bool) -> None:
    """Leaves a role one right alone, or all that it has with its own rows alone."""
    before = entity.access.get(role.name, Access())
    reach = Reach.OWN if own else Reach.ALL
    if own and act is Act.VIEW:
        after = before.model_copy(
            update={name: min(getattr(before, name), reach, key=_ORDER.index) for name in ("read", "update", "delete")}
        )
    else:
        after = _widened(Access(), act, own=own)
    if role.admin or after == before:
        _grant(work, role, entity, act, allowed=not role.admin, own=own)
        return
    work.spec = edits.checked(_with_access(work.spec, entity.name, role.name, after))
    whose = "their own " if own else ""
    text = f"{_many(role)} may only {_SAID[act]} {whose}{entity.plural_label.lower()}"
    work.note(ChangeKind.CHANGE, f"{entity.name}: {role.name}", text)


def _many(role: Role) -> str:
    return " ".join(plural_words(role.label.split()))


def _widened(access: Access, act: Act, *, own: bool) -> Access:
    given = _GRANTED[act]

    def reach(has: Reach, gets: Reach) -> Reach:
        gets = Reach.OWN if own and gets is Reach.ALL else gets
        return max(has, gets, key=_ORDER.index)

    return Access(
        read=reach(access.read, given.read),
        create=access.create or given.create,
        update=reach(access.update, given.update),
        delete=reach(access.delete, given.delete),
    )


def _narrowed(access: Access, act: Act) -> Access:
    if act in {Act.VIEW, Act.EXPORT}:
        return Access()
    if act is Act.CREATE:
        return access.model_copy(update={"create": False})
    if act is Act.DELETE:
        return access.model_copy(update={"delete": Reach.NONE})
    if act is Act.MANAGE:
        return Access(read=access.read)
    return access.model_copy(update={"update": Reach.NONE})
