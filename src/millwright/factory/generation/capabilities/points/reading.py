"""How a prompt gets points: who earns them, what for, and what they are redeemed for."""

from functools import cache

from millwright.factory.generation.reader.accounts import names_beside
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.layout import show_to_visitors
from millwright.factory.generation.reader.lookups import outsiders, records_in
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import Access, FieldType, Layout, Part, Reach, SampleValue

NAME = "points"
MOVE, RULE, CLAIM, DONE = "point_move", "point_rule", "reward_claim", "task_done"
CLICK = "share_click"
REWARD, BADGE, TASK = "loyalty_reward", "badge", "task"
_OWN = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)
_EARNING = frozenset({"cart", "clocking", "progress", "reviews", "sharing"})
_LISTED = {"reward": REWARD, "badge": BADGE, "task": TASK}
_TABLES = (MOVE, RULE, CLAIM)
_COST = "points_needed! int: 80 | 50 | 100 | 200 | 120 | 400 | 150 | 60"
_GIVEN = ((40, "Thank you for your feedback"), (120, "Welcome"))


def draft(reading: Reading) -> None:
    """The list of what came and went, in place of one that somebody types, and the rewards."""
    because = _asked(reading)
    if not because:
        return
    listed = {wish.words.lower() for wish in reading.wished("ranking")}
    typed = [e for e in reading.entities if _is_typed(e) or (e.key in words("ranks") and _within(e, listed))]
    because = typed[0].because if typed and because.startswith("assumed") else because
    for entity in typed:
        reading.forget(entity)
    _forget_stamps(reading)
    for entity in reading.entities:
        entity.fields = [f for f in entity.fields if f.name not in words("badges") or f.target] or entity.fields
    moved = add_record(reading, MOVE, because, internal=True).field("points")
    if moved is not None:
        moved.minimum = None
    add_record(reading, RULE, because, internal=True)
    _reshape_tasks(reading, because)
    if reading.wished("sharing") and _said(reading, "clicks"):
        _count_clicks(reading, because)
    if _only_badges(reading):
        add_record(reading, BADGE, because)
        return
    if _said(reading, "badges"):
        add_record(reading, BADGE, because)
    reward = add_record(reading, REWARD, because)
    cost = add_field(reward, _COST, because)
    cost.required, cost.values = True, tuple(_COST.rpartition(": ")[2].split(" | "))
    add_record(reading, CLAIM, because, internal=True)


def settle(reading: Reading) -> None:
    """Whoever comes from outside earns them; else those who work here and are not in charge."""
    move = reading.entity(MOVE)
    if move is None or not move.internal:
        return
    holders = _holders(reading, move.because)
    for role in holders:
        _let_in(reading, role)
    for table in (reading.entity(name) for name in (MOVE, CLAIM, DONE, CLICK)):
        if table is not None:
            _name_holder(table, holders)
    for listed in (reading.entity(name) for name in (REWARD, BADGE, TASK)):
        if listed is not None and (listed.key != TASK or reading.entity(DONE) is not None):
            _show(reading, listed, holders)
    add_part(reading, Part(capability=NAME, options=_options(reading, holders)), move.because)


def finish(reading: Reading) -> None:
    """The demonstration gives everybody some points, and has a reward redeemed that waits to be handed out."""
    if all(part.capability != NAME for part in reading.parts):
        return
    move, rule, claim = (reading.entity(name) for name in _TABLES)
    if move is None or rule is None:
        return
    roles = move.fields[0].holders
    rows: list[dict[str, SampleValue]] = []
    reward = reading.entity(REWARD)
    by = next((field.name for field in claim.fields if reward and field.target == reward.name), "") if claim else ""
    if claim is not None and reward is not None and reward.samples and by:
        title = str(next(iter(reward.samples[0].values())))
        cost = min(int(float(reward.samples[0].get("points_needed") or 0)), _GIVEN[-1][0])
        told: dict[str, SampleValue] = {"reward_title": title, "points": cost, "status": "requested", by: 0}
        claim.samples = tuple({"member": name, **told} for name in roles)
        rows = [_row(name, -cost, title, f"claim {place}") for place, name in enumerate(roles, 1)]
    for place, name in enumerate(dict.fromkeys([*roles, *move.fields[0].values[:5]])):
        for points, reason in _GIVEN[place % 2 :]:
            rows.append(_row(name, points, reason, f"demo {len(rows)}"))
    done, task = reading.entity(DONE), reading.entity(TASK)
    if done is not None and task is not None:
        by = next((field.name for field in done.fields if field.target == task.name), "")
        some = range(min(2, len(task.samples)) if by else 0)
        done.samples = tuple({"member": name, by: place, "done_on": "+0d"} for name in roles for place in some)
    if reading.entity(CLICK) is not None:
        rows += _clicks(reading, roles)
    move.samples, rule.samples = tuple(rows), ()


def _clicks(reading: Reading, roles: tuple[str, ...]) -> list[dict[str, SampleValue]]:
    """Some have come through what the people of the demonstration shared; what that earned them."""
    clicks = reading.entity(CLICK)
    about = next((reading.entity(part.entity or "") for part in reading.parts if part.capability == "sharing"), None)
    if clicks is None or about is None or not about.samples:
        return []
    places = [(name, place, turn) for name in roles for place in range(min(2, len(about.samples))) for turn in range(3)]
    clicks.samples = tuple(
        {
            "member": name,
            "record_kind": about.name,
            "record_number": place + 1,
            "visitor_key": f"demo {turn}",
            "points": 5,
        }
        for name, place, turn in places[1:]
    )
    title = next((field.name for field in about.fields if field.type is FieldType.TEXT), about.fields[0].name)
    return [
        _row(name, 5, f"Click on {about.samples[place].get(title)}", f"click demo {name} {place} {turn}")
        for name, place, turn in places[1:]
    ]


def _row(name: str, points: int, reason: str, entry: str) -> dict[str, SampleValue]:
    return {"member": name, "points": points, "reason": reason, "entry": entry}


def _show(reading: Reading, listed: DraftEntity, holders: list[DraftRole]) -> None:
    for role in holders:
        listed.access[role.name] = Access(read=Reach.ALL)
    if reading.layout is Layout.SITE:
        show_to_visitors(reading, listed)


def _options(reading: Reading, holders: list[DraftRole]) -> dict[str, str]:
    """What is listed, which record earns points when one is added, and what else the prompt asks for."""
    options = {key: listed.name for key, name in _LISTED.items() if (listed := reading.entity(name)) is not None}
    if reading.entity(DONE) is None:
        options.pop("task", None)
    elif _said(reading, "each_day"):
        options["each_day"] = "yes"
    made = _made(reading, holders)
    if made is not None:
        options["made"] = made.name
    parts = {part.capability for part in reading.parts}
    if reading.wished("ranking") and "ranking" not in parts:
        options["ranked"] = "yes"
    said = [set(wish.words.lower().split()) for wish in reading.wished(NAME)]
    if "cart" in parts and any(words("pay") & one and not words("rewards") & one for one in said):
        options["pay"] = "yes"
    if reading.entity(CLICK) is not None and "sharing" in parts:
        options["clicks"] = "yes"
    if any(said in reading.text.lower() for said in phrases_of("daily")) and "clocking" not in parts:
        options["daily"] = "yes"
    return options


def _asked(reading: Reading) -> str:
    """Why there are points; empty where nobody asks for them."""
    stamped = reading.entity("loyalty_stamp") is not None and _said(reading, "stamps")
    if stamped or reading.refuses(NAME) or any(reading.entity(key) is not None for key in words("instead")):
        return ""
    wishes = reading.wished(NAME)
    if wishes:
        return wishes[0].words
    entry = reading.entity("point_entry")
    if entry is None or (reading.domain is not None and reading.domain.name in words("kept")):
        return ""
    if words("badges") & set(entry.because.lower().split()):
        # Badges that nobody earns are printed, worn or sold.
        return ""
    return entry.because


def _reshape_tasks(reading: Reading, because: str) -> None:
    """Tasks that everybody does for points: each has their own progress, and no state is that of all."""
    task = reading.entity(TASK)
    work = reading.domain is not None and reading.domain.name in words("work")
    received = any(words("received") & set(wish.words.lower().split()) for wish in reading.wished(NAME))
    if task is None or (work and not (reading.site or received)):
        return
    task.kind = EntityKind.CATALOGUE
    gone = words("given")
    task.fields = [field for field in task.fields if field.because or field.name not in gone]
    points = add_field(task, "points! int: 10 | 20 | 15 | 30 | 25 | 50 | 5 | 40", because)
    points.required = True
    add_record(reading, DONE, because, internal=True)


def _count_clicks(reading: Reading, because: str) -> None:
    """Who comes through a link that somebody shared earns them points; nobody types that, nor who earned the most."""
    add_record(reading, CLICK, because, internal=True)
    ranked = bool(reading.wished("ranking"))
    for entity in [*reading.entities]:
        earnings = words("earnings") & set(entity.label.lower().split())
        if not entity.internal and (earnings or (ranked and "ranking" in {entity.key, entity.name})):
            reading.forget(entity)
    _answer_earnings(reading)


def _answer_earnings(reading: Reading) -> None:
    """Has each word of clicks and of what they earn be a wish for this, whatever else it would ask for."""
    meant = words("earnings") | words("clicks")
    capability = reading.wished(NAME)[0].capability if reading.wished(NAME) else None
    if capability is None:
        return
    reading.wishes = [
        w for w in reading.wishes if w.capability is capability or not meant & set(w.words.lower().split())
    ]
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            if token.low in meant:
                reading.wishes.append(Wish(capability, sentence.words(place, place + 1), sentence, place, place + 1))


def _is_typed(entity: DraftEntity) -> bool:
    """Whether it would be typed who has how many points, or who was given what for them."""
    gifts = entity.label.lower() in words("gifts") and entity.key != REWARD
    return not entity.internal and (entity.key in words("typed") or gifts)


def _within(entity: DraftEntity, said: set[str]) -> bool:
    """Whether a record was read from one of these words."""
    return any(one in entity.because.lower() for one in said)


def _forget_stamps(reading: Reading) -> None:
    """Stamps of a card and a list of customers, where they are only what such an application usually has."""
    for key in ("loyalty_stamp", "customer"):
        usual = reading.entity(key)
        if usual is not None and usual.assumed:
            reading.forget(usual)


def _made(reading: Reading, holders: list[DraftRole]) -> DraftEntity | None:
    """What people earn points by adding: what the prompt names beside them, else what they add at all where nothing
    else would earn any."""
    names = [role.name for role in holders]
    booked = {part.options.get("record") for part in reading.parts if part.capability == "booking"}
    counted = {part.options.get(key) for part in reading.parts for key in ("order", "review")}
    counted |= {part.entity for part in reading.parts if part.capability == "clocking"}
    able = [
        entity
        for entity in reading.entities
        if not entity.internal
        and entity.name not in counted
        and (entity.name in booked or any(entity.access.get(name, Access()).create for name in names))
    ]
    wishes = [wish for wish in reading.wished(NAME) if "shar" not in wish.words.lower()]
    said = [e for wish in wishes for e in records_in(reading, wish.sentence, wish.end) if e in able]
    earning = any(part.capability in _EARNING for part in reading.parts)
    return next(iter([*said, *([] if earning else able)]), None)


def _only_badges(reading: Reading) -> bool:
    return _said(reading, "badges") and not _said(reading, "spent")


def _said(reading: Reading, name: str) -> bool:
    return any(token.low in words(name) for sentence in reading.sentences for token in sentence.tokens)


def _holders(reading: Reading, because: str) -> list[DraftRole]:
    outside = [role for role in outsiders(reading) if role.key != "visitor"]
    inside = [role for role in reading.roles if role.kind is not RoleKind.ADMIN and role.key != "visitor"]
    if outside or inside:
        return outside or inside
    known = {role.name for role in reading.roles}
    label = next(label for label in ("Member", "Participant", "Holder of points") if label.lower() not in known)
    member = DraftRole(label.lower(), label, RoleKind.OUTSIDER, because, assumed=True)
    reading.roles.append(member)
    return [member]


def _let_in(reading: Reading, role: DraftRole) -> None:
    """Whoever is let do nothing else keeps records of their own, and earns points by them."""
    records = [entity for entity in reading.entities if not entity.internal and entity.key not in _LISTED.values()]
    if any(role.name in entity.access for entity in records):
        return
    for entity in records:
        listed = entity.kind in {EntityKind.CATALOGUE, EntityKind.CONTENT}
        entity.access[role.name] = Access(read=Reach.ALL) if listed else _OWN


def _name_holder(table: DraftEntity, holders: list[DraftRole]) -> None:
    """The account whose points they are."""
    field = DraftField("member", "Member", FieldType.ACCOUNT, holders=tuple(role.name for role in holders))
    field.values = names_beside(holders[0].name)
    table.fields.insert(0, field)


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of `words.toml`."""
    return frozenset(_lists()[name].split())


def phrases_of(name: str) -> list[str]:
    """One of the lists of `words.toml` whose entries have several words."""
    return phrases(_lists()[name])


@cache
def _lists() -> dict[str, str]:
    return table_beside(__package__ or "", "words")
