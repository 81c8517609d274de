"""Fifth stage: of all that is mentioned, the kinds of record that the application keeps."""

import re
from dataclasses import dataclass

from millwright.factory.generation.reader import errors
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.houses import is_the_house
from millwright.factory.generation.reader.title import of_firm
from millwright.factory.generation.reader.topics import of_members
from millwright.factory.generation.reader.trade_senses import is_house
from millwright.factory.generation.reader.vocabulary import (
    Act,
    Domain,
    EntityEntry,
    EntityKind,
    RoleKind,
    in_domain,
    lemma_key,
    lexicon,
)
from millwright.factory.generation.reader.words import is_plural

MOST = 12
_THRESHOLD = 2.0
_FOR_STRANGERS = word_set("sites_public_domains")
_BESIDE = frozenset({"brand", "category", "discount", "plan", "service", "teacher", "venue"})
_TITLE = 12  # tokens in which a prompt says what is to be built, and for whom
_BARELY = 0.5
_ONE_THING = frozenset({"answer", "question"})
_MANAGED = {"article": frozenset({EntityKind.CONTENT}), "order": frozenset({EntityKind.PERSONAL})}
_MANAGING = frozenset({"management", "administration", "keep"})
_WRITTEN = "contact_message"
_DEALT_WITH = frozenset({EntityKind.CONTENT, EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
"""What a house keeps beyond the messages that visitors of its site write: it is there where the prompt says so."""
_SYSTEMS = frozenset({"software", "system", "tool"})
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_ABOUT_ANYTHING = frozenset({"comment", "review"})
_ASKED = re.compile(
    r"\b(\d[\d,]{0,8})\s+(?:(?:different|distinct|separate|kinds? of|types? of|data|database)\s+){0,2}"
    r"(?:entities|(?:entity|records?) types|tables|models|kinds of records?|collections|classes of records)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Choice:
    """A kind of record that was chosen, with the words that asked for it; `assumed` when only the domain did.

    `kinds` are several words of the prompt that each name some of its rows: tents and chairs of the equipment.
    """

    key: str
    entry: EntityEntry | None
    words: tuple[str, ...]
    because: str
    assumed: bool = False
    kinds: tuple[str, ...] = ()


@dataclass
class _Candidate:
    entry: EntityEntry | None
    words: tuple[str, ...]
    score: float
    place: int
    because: str
    heaviest: float


def choose(reading: Reading) -> list[Choice]:
    """The kinds of record to build, in the order in which the prompt names them, filled up from the domain.

    Raises `DomainError` when the prompt asks for more kinds than an application may have.
    """
    _refuse_too_many(reading)
    candidates = _merge(_candidates(reading.mentions))
    wanted = {key: found for key, found in candidates.items() if found.score >= _THRESHOLD}
    paged = any(topic.record for topic in reading.topics) or (promotes(reading) and bool(reading.topics))
    if not wanted and not paged and not reading.views:
        wanted = {key: found for key, found in candidates.items() if found.score > 0}
    if not wanted and not reading.views and reading.domain is None and not reading.topics and not _site(reading):
        return [_last_resort(reading)]
    wanted |= {key: found for key, found in candidates.items() if _is_managed_here(key, found, reading)}
    for key in [
        key for key in wanted if _only_managed(key, wanted, reading) or is_the_house(key, {*wanted} - {key}, reading)
    ]:
        del wanted[key]
    kept = sorted(wanted, key=lambda key: (-wanted[key].score, wanted[key].place))
    limit = errors.MAX_ASKED_ENTITIES if _listed(reading) > MOST else MOST
    for key in kept[limit:]:
        reading.not_built.append(
            (key.replace("_", " "), f"an application of one prompt keeps {limit} kinds of records")
        )
    ordered = sorted(kept[:limit], key=lambda key: wanted[key].place)
    chosen = [_choice(key, wanted[key], reading) for key in ordered]
    made = [*chosen, *_fill(reading, chosen)]
    return made or ([] if reading.topics or reading.views or _site(reading) else [_last_resort(reading)])


def stand_in(reading: Reading) -> list[Choice]:
    """What is spoken of, however little, where neither records nor numbers are told to be kept."""
    said = {key: found for key, found in _merge(_candidates(reading.mentions)).items() if found.score > 0}
    most = sorted(said, key=lambda key: (-said[key].score, said[key].place))[:1]
    return [_choice(key, said[key], reading) for key in most] or [_last_resort(reading)]


def _is_managed_here(key: str, found: _Candidate, reading: Reading) -> bool:
    """Whether an application is there to manage people of a kind: "an employee management system"."""
    if found.entry is None or found.entry.kind is not EntityKind.PERSON:
        return False
    for mention in reading.mentions:
        told = mention.statement if mention.key == key else None
        if told is None or told.verb.base != "management" or told.sentence is not reading.sentences[0]:
            continue
        after = told.sentence.tokens[told.end : told.end + 1]
        return bool(after) and after[0].lemma in _SYSTEMS
    return False


def _only_managed(key: str, wanted: dict[str, _Candidate], reading: Reading) -> bool:
    """Whether "content management" or "order management" only speaks of what else is kept: media, or rentals."""
    kinds = _MANAGED.get(key)
    said = [mention for mention in reading.mentions if mention.key == key and mention.weight >= _THRESHOLD]
    if kinds is None or not said or any(_told_apart(mention) for mention in said):
        return False
    return any(other.entry is not None and other.entry.kind in kinds for name, other in wanted.items() if name != key)


def _told_apart(mention: Mention) -> bool:
    statement = mention.statement
    managed = statement is not None and statement.verb.form == "noun" and statement.verb.base in _MANAGING
    vague = mention.because.lower().removesuffix(" management").endswith(("content", "contents", "order"))
    return not (managed and vague)


def _choice(key: str, found: _Candidate, reading: Reading) -> Choice:
    kinds = found.entry.kinds if found.entry else ()
    usual = {*found.entry.words, found.entry.label.lower()} - {*kinds} if found.entry else set[str]()
    named = [" ".join(m.words) for m in reading.mentions if m.key == key and m.weight >= _THRESHOLD]
    said = dict.fromkeys(words for words in named if kinds and words and words not in usual)
    several = tuple(said) if len(said) > 1 else _side_by_side(key, found, reading)
    return Choice(
        key,
        found.entry,
        () if several or _by_its_name(key, found, reading) or _beside_others(key, reading) else found.words,
        found.because,
        kinds=several,
    )


def _by_its_name(key: str, found: _Candidate, reading: Reading) -> bool:
    """Whether the prompt also has our own name for a record that it calls otherwise: resumes, and applications."""
    if found.entry is None or found.entry.kind is not EntityKind.PERSONAL or not found.words:
        return False
    ours = lemma_key(found.entry.label)[-1]
    said = {m.words[-1] for m in reading.mentions if m.key == key and m.words and m.act in {Act.CREATE, Act.MANAGE}}
    return ours in said and ours != found.words[-1]


def _beside_others(key: str, reading: Reading) -> bool:
    """Whether a shop names other things beside the one that would give its products their name: "fish and plants"."""
    if key != "product":
        return False
    called: dict[str, set[tuple[str, ...]]] = {}
    for mention in reading.mentions:
        if mention.key == key:
            called.setdefault(mention.because, set()).add(mention.words)
    return any(() in words and len(words) > 1 for words in called.values())


def _side_by_side(key: str, found: _Candidate, reading: Reading) -> tuple[str, ...]:
    """The words that one list or one act of the prompt has for a record, side by side: "desks and meeting rooms"."""
    if found.entry is None or found.entry.kind is not EntityKind.CATALOGUE:
        return ()
    together: dict[str, dict[str, str]] = {}
    for mention in reading.mentions:
        if mention.key == key and mention.words and mention.weight >= _THRESHOLD:
            near = together.setdefault(mention.because, {})
            if not set(mention.words) & {word for said in near.values() for word in said.split()}:
                near.setdefault(mention.words[-1], " ".join(mention.words))
    several = max(together.values(), key=len, default=dict[str, str]())
    if several.keys() <= _ONE_THING:
        return ()
    return tuple(several.values()) if len(several) > 1 else ()


def totals(reading: Reading) -> dict[str, float]:
    """How much weight the prompt gives to each kind of record, by key."""
    return {key: found.score for key, found in _merge(_candidates(reading.mentions)).items()}


def _site(reading: Reading) -> bool:
    """Takes a website of which nothing else is said for one of a company."""
    place = next((t for s in reading.sentences for t in s.tokens if t.lemma in {"website", "webpage", "site"}), None)
    if place is not None:
        reading.domain, reading.domain_because = lexicon().domains["company_site"], place.text
    return place is not None


def _refuse_too_many(reading: Reading) -> None:
    for match in _ASKED.finditer(reading.text):
        asked = int(match[1].replace(",", ""))
        if asked > errors.MAX_ASKED_ENTITIES:
            raise errors.too_many_entities(asked)
    if _listed(reading) > errors.MAX_ASKED_ENTITIES:
        raise errors.too_many_entities(_listed(reading))


def _listed(reading: Reading) -> int:
    """The most kinds of record that one list or one verb of the prompt names."""
    counts: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.weight >= 3.0:
            counts.setdefault(mention.because, set()).add(mention.key)
    return max((len(keys) for keys in counts.values()), default=0)


def _candidates(mentions: list[Mention]) -> dict[str, _Candidate]:
    found: dict[str, _Candidate] = {}
    seen: dict[tuple[str, int], float] = {}
    for mention in mentions:
        known, place = found.get(mention.key), (mention.key, mention.place)
        before = seen.get(place, 0.0)
        statement = mention.statement
        made = mention.entry is not None and mention.act is Act.CREATE
        told = statement is not None and (made or statement.verb.base in _MANAGING)
        plain = statement is None or (told and before < _BARELY)
        more = mention.weight - before if plain else 0.0
        weight = max(more, mention.weight / 4) if place in seen else mention.weight
        seen[place] = max(before, mention.weight)
        if known is None:
            found[mention.key] = _Candidate(
                mention.entry, mention.words, weight, mention.place, mention.because, mention.weight
            )
            continue
        known.score += weight
        known.place = min(known.place, mention.place)
        if mention.weight > known.heaviest:
            known.heaviest, known.because = mention.weight, mention.because
            known.words = mention.words or known.words
        known.words = known.words or mention.words
    return found


def _merge(candidates: dict[str, _Candidate]) -> dict[str, _Candidate]:
    """General words join the specific record that they stand for: "jobs" are the repairs of a repair shop."""
    for key in list(candidates):
        entry = candidates[key].entry
        targets = (
            [name for name in entry.same_as if name in candidates and candidates[name].score >= 0.5] if entry else []
        )
        if targets:
            target = max(targets, key=lambda name: candidates[name].score)
            candidates[target].score += candidates[key].score
            candidates[target].place = min(candidates[target].place, candidates[key].place)
            del candidates[key]
    for key in [key for key, found in candidates.items() if found.entry is None]:
        longer = next((name for name in candidates if name != key and name.split("_")[-1] == key), None)
        if longer is not None:
            candidates[longer].score += candidates.pop(key).score
    return candidates


def _fill(reading: Reading, chosen: list[Choice]) -> list[Choice]:
    """Records that an application of this kind cannot do without, when the prompt names few itself."""
    domain = reading.domain
    if (
        domain is None
        or reading.views
        or promotes(reading)
        or _tells_of_itself(reading)
        or (chosen and (_personal(reading) or _names_only(reading, chosen)))
    ):
        return []
    if chosen and _only_for_whom(reading, chosen):
        return []
    if domain.whole and chosen and not {choice.key for choice in chosen} & {*domain.core}:
        return [_assumed(name, reading.domain_because) for name in domain.core]
    room = (3 if len(chosen) in {1, 2} else 4 if not chosen else 0) - len(chosen)
    if reading.topics and domain.broad:
        room = min(room, 0 if any(topic.record for topic in reading.topics) else 1)
    taken = {choice.key for choice in chosen}
    taken.update(same for choice in chosen if choice.entry for same in choice.entry.same_as)
    added = _needed(domain, chosen, reading.domain_because)
    taken.update(choice.key for choice in added)
    for name in _shown_of(reading, domain) if _only_pages(reading, chosen) else _implied(reading, domain, chosen):
        entry = lexicon().entities[name]
        if room <= len(added):
            break
        if name not in taken and not taken & set(entry.same_as):
            said = _spoken_of(reading, name)
            words = said or tuple(entry.label.lower().split())
            because = " ".join(said) if said else reading.domain_because
            added.append(Choice(name, entry, words, because, assumed=not said))
    return added


def _assumed(name: str, because: str) -> Choice:
    entry = lexicon().entities[name]
    return Choice(name, entry, tuple(entry.label.lower().split()), because, assumed=True)


def _needed(domain: Domain, chosen: list[Choice], because: str) -> list[Choice]:
    """What a chosen record does not go without in this kind of application: courses and their lessons."""
    entries = [choice.entry for choice in chosen if choice.entry]
    names = {entry.name for entry in entries}
    missing = [name for name in domain.always if name not in names]
    return [
        _assumed(name, because) for name in missing if any(_refers(lexicon().entities[name], one) for one in entries)
    ]


def _only_pages(reading: Reading, chosen: list[Choice]) -> bool:
    """Whether a site of certain pages is asked for, where one only reads them and writes to its owner."""
    public = reading.domain is not None and reading.domain.name in _FOR_STRANGERS
    told = reading.site != "" and not chosen and bool(reading.topics)
    return told and (public or of_firm(reading.all_sentences[0]))


def _shown_of(reading: Reading, domain: Domain) -> list[str]:
    """What a site of pages alone shows: what a firm does, or what people come for."""
    if of_firm(reading.all_sentences[0]):
        return [] if any(topic.record for topic in reading.topics) else ["service"]
    return [name for name in domain.core if lexicon().entities[name].kind in _SHOWN]


def _only_for_whom(reading: Reading, chosen: list[Choice]) -> bool:
    """Whether the kind of application was told only by whom it is for, after what it is: "requests for a school"."""
    tokens = reading.sentences[0].tokens if reading.sentences else ()
    said = lemma_key(reading.domain_because)
    place = next((at for at, token in enumerate(tokens[:_TITLE]) if token.low == "for"), 0)
    after = [token.lemma for token in tokens[place + 1 : place + 5]]
    whom = place > 0 and bool(said) and said[-1] in after and tokens[place + 1].low in {"a", "an", "our", "the"}
    keys = {choice.key for choice in chosen if choice.entry is not None and choice.entry.kind is EntityKind.WORK}
    return whom and any(mention.key in keys and mention.place < place for mention in reading.mentions)


def promotes(reading: Reading) -> bool:
    """Whether a landing page is asked for, which tells of a thing and keeps no more than what it asks visitors for."""
    return "landing page" in reading.text.lower() and reading.site != ""


def _tells_of_itself(reading: Reading) -> bool:
    """Whether a house shows pages of itself and its work, and has no accounts and bookings: it asks for no more."""
    pages = [topic for topic in reading.topics if topic.record]
    return bool(reading.site) and len(pages) > 1 and is_house(reading.domain) and not of_members(reading.all_sentences)


def _implied(reading: Reading, domain: Domain, chosen: list[Choice]) -> list[str]:
    """The kind's records that go with those that were chosen.

    People are none of them where they come by themselves, nor what stands only where the prompt names nothing; on
    sites, and in a broad kind of application, only what refers to the chosen ones, or is referred to by them.
    """
    if not chosen:
        return list(domain.core)
    entries = [choice.entry for choice in chosen if choice.entry and choice.entry.name not in _ABOUT_ANYTHING]
    people = [person for sentence in reading.sentences for person in sentence.people.values()]
    come = {person.name for person in people}
    outside = {person.name for person in people if person.kind is RoleKind.OUTSIDER}
    found: list[str] = []
    told = of_firm(reading.all_sentences[0]) or any(choice.key == _WRITTEN for choice in chosen)
    written = bool(reading.site) and told
    for name in domain.core:
        entry = lexicon().entities[name]
        if written and entry.kind in _DEALT_WITH:
            continue
        called = {name, *entry.words}
        account = called & {domain.outsider, domain.users, domain.staff} and (not outside or "member" in outside)
        comes = entry.kind is EntityKind.PERSON and (called & come or (account and (reading.site or outside)))
        linked = (not entries and name == domain.core[0]) or any(
            _refers(one, entry) or _refers(entry, one) for one in entries
        )
        usual = not domain.broad and (name == domain.core[0] or domain.name not in _FOR_STRANGERS)
        linked = linked or usual or bool(_spoken_of(reading, name))
        sold = name == "product" and any(
            one.kind is EntityKind.CATALOGUE and one.name not in _BESIDE for one in entries
        )
        met = sold or (reading.site and entry.kind is EntityKind.PERSON and not _spoken_of(reading, name))
        if name not in domain.alone and not comes and linked and not met and not _stood_in(entry, chosen):
            found.append(name)
            entries += [entry] if name not in _ABOUT_ANYTHING else []
    return found


def _stood_in(entry: EntityEntry, chosen: list[Choice]) -> bool:
    """Whether a chosen record refers to another chosen one in its place: a library's loans of tablets need no books."""
    names = {choice.key for choice in chosen}
    lines = [line for choice in chosen if choice.entry for line in entry_lines(choice.entry.fields)]
    return any(entry.name in targets and names & set(targets) for _, targets, _ in lines)


def _refers(entry: EntityEntry, other: EntityEntry) -> bool:
    return any(other.name in targets for _, targets, _ in entry_lines(entry.fields))


def _names_only(reading: Reading, chosen: list[Choice]) -> bool:
    """Whether the kind of application was only told by the word for a record that is kept anyway."""
    told = lemma_key(reading.domain_because)
    named = (lemma_key(word) for choice in chosen if choice.entry for word in choice.entry.words)
    return len(told) == 1 and (told in named or any(choice.words[-1:] == told for choice in chosen))


def _spoken_of(reading: Reading, name: str) -> tuple[str, ...]:
    """The prompt's own word for a record that the kind of application adds anyway, when it has one: "tables", or a
    "reservation form"."""
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            by_form = [after.lemma for after in sentence.tokens[place + 1 : place + 2]] == ["form"]
            said = token.low and (by_form or is_plural(token.low))
            hit = lexicon().entity_index.at([token.lemma], 0) if said else None
            meant = in_domain([token.lemma], hit[1], reading.domain) if hit is not None else None
            if meant is not None and meant.name == name:
                return (token.lemma,)
    return ()


def _personal(reading: Reading) -> bool:
    """Whether somebody asks for themselves, and so for no more than they said."""
    words = {token.low for sentence in reading.sentences for token in sentence.tokens}
    return bool(words & {"i", "my", "me", "mine", "myself"}) and not any(s.people for s in reading.sentences)


def _last_resort(reading: Reading) -> Choice:
    """Something to keep when nothing was recognised: people when users are spoken of, else notes."""
    people = any(person.generic for sentence in reading.sentences for person in sentence.people.values())
    entry = lexicon().entities["person" if people else "note"]
    shown = entry.plural_label.lower()
    reading.not_built.append(
        (reading.text[:50], f"no kind of record was recognised in the prompt; {shown} stand in for it")
    )
    return Choice(entry.name, entry, (entry.name,), reading.text[:80], assumed=True)
