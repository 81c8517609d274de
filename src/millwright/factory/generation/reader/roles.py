"""Eighth stage: who signs in."""

from itertools import pairwise

from millwright.factory.generation.reader.data import phrases, table, word_set
from millwright.factory.generation.reader.draft import DraftRole, Reading
from millwright.factory.generation.reader.segment import LEADING, Part, Person, Sentence, Token
from millwright.factory.generation.reader.verbs import leads_clause
from millwright.factory.generation.reader.vocabulary import Act, RoleEntry, RoleKind, lemma_key, lexicon
from millwright.factory.generation.reader.words import identifier, label

_MOST = 8
_IN_CHARGE = tuple(phrases(str(table("grammar")["roles_in_charge"]), None))
_OFFICERS = word_set("roles_officers")
_WHOLE = str(table("grammar")["roles_of_the_whole"]).split()
_FILED = word_set("roles_filed")
_TITLES = word_set("roles_titles")
_OF_ONE = word_set("roles_of_one")
_CIRCLES = word_set("sites_circles")
_LAUNCHING = word_set("roles_launching")
_MANY = word_set("roles_many")
_OTHERS = "others"
"""Who are of those that were named before: "members list tools, others request to borrow them"."""
_PLACES = frozenset({"account", "area", "dashboard", "login", "portal", "registration"})
_WITH_ACCOUNT = ("comments", "favourites", "follow", "likes", "messages", "profiles", "reviews", "sign_in", "wish_list")


def find_roles(reading: Reading) -> None:
    """Adds the roles: people who do things, one administrator, and somebody beside them."""
    found: dict[str, DraftRole] = {}
    for statement in reading.statements:
        if statement.subject is not None:
            _add(found, statement.subject, statement.sentence.words(statement.subject.start, statement.end), reading)
    for sentence in reading.sentences:
        fields = [listing for listing in reading.lists if listing.sentence is sentence]
        for person in sentence.people.values():
            in_list = any(listing.start <= person.start < listing.end for listing in fields)
            in_list = in_list and not _registers(sentence, person)
            leads = person.kind is RoleKind.ADMIN and person.name not in _TITLES and not _is_filed(sentence, person)
            named = leads or _has_a_part(sentence, person)
            if named and not in_list:
                _add(found, person, sentence.words(person.start, person.start + person.length), reading)
        _listed_roles(found, reading)
    roles = list({role.name: role for role in reversed(found.values())}.values())[::-1][:_MOST]
    for role in roles:
        role.kind = RoleKind.OUTSIDER if reading.site and _comes(role, reading) else role.kind
    _one_admin(roles, reading)
    _somebody_else(roles, reading)
    _somebody_to_permit(roles, reading)
    reading.roles = sorted(roles, key=lambda role: list(RoleKind).index(role.kind))


def _comes(role: DraftRole, reading: Reading) -> bool:
    """Whether somebody comes to a site to ask for what is offered there: buyers, and workers who apply for jobs."""
    if role.key == "buyer":
        return True
    if reading.domain is not None and reading.domain.name in _CIRCLES and role.key in _LAUNCHING:
        return role.kind is not RoleKind.ADMIN
    asking = (s for s in reading.statements if s.subject is not None and s.subject.name == role.key and s.asks)
    return role.kind is RoleKind.STAFF and not role.generic and any(s.verb.base == "apply" for s in asking)


def _has_a_part(sentence: Sentence, person: Person) -> bool:
    """Whether people whom no verb of the prompt has for a subject are said to use the application all the same:
    "agents are assigned to tickets", "cases are assigned to lawyers", "a student login"."""
    before = [token.low for token in sentence.tokens[max(0, person.start - 8) : person.start]]
    if not person.generic and "to" in before[-2:] and any(word.startswith("assign") for word in before):
        return True
    after = sentence.tokens[person.start + person.length :][:1]
    if person.generic or person.name == "visitor" or not after:
        return False
    has_place = after[0].lemma in _PLACES and (after[0].low == after[0].lemma or person.kind is RoleKind.OUTSIDER)
    return has_place or (after[0].low in {"are", "get"} and leads_clause(sentence, person.start))


def _is_filed(sentence: Sentence, person: Person) -> bool:
    """Whether files of people are kept, who need not come themselves: "owner and pet files", "director information"."""
    after = sentence.tokens[person.start + person.length :][:3]
    beside = after[2:] if [token.low for token in after[:1]] in (["and"], ["or"]) else after[:1]
    return any(token.lemma in _FILED for token in beside)


def _registers(sentence: Sentence, person: Person) -> bool:
    """Whether a function of the list is that people from outside register: "with supplier registration, contracts"."""
    after = sentence.tokens[person.start + person.length :][:1]
    return person.kind is RoleKind.OUTSIDER and bool(after) and after[0].low == "registration"


def role_named(reading: Reading, person: Person) -> DraftRole | None:
    """The role that a mention of people stands for."""
    if person.generic:
        return next((role for role in reading.roles if role.generic), None)
    same = (role for role in reading.roles if role.key == person.name)
    return next(same, next((role for role in reading.roles if role.key.endswith(f"_{person.name}")), None))


def _add(found: dict[str, DraftRole], person: Person, because: str, reading: Reading) -> None:
    if person.generic:
        same = [role for role in found.values() if role.kind is RoleKind.OUTSIDER]
        if same and because.lower().startswith(_OTHERS):
            same[0].generic = not any(role.generic for role in found.values())
            return
        entry = _built_for(reading) or _users_of(reading)
        key = entry.name if entry else person.name
        if key in found:
            found[key].generic = True
        elif not any(role.generic for role in found.values()):
            made = entry or RoleEntry("member", "Member", _kind_of_users(reading, person))
            found[made.name] = DraftRole(made.name, made.label, made.kind, because, generic=True)
        return
    if person.name not in found:
        kind = RoleKind.OUTSIDER if person.guessed and reading.site else person.kind
        found[person.name] = DraftRole(person.name, person.label, kind, because)
    elif person.length > 1 and person.name in LEADING:
        found[person.name].label = person.label


def _kind_of_users(reading: Reading, users: Person) -> RoleKind:
    """Users are outsiders where strangers come, unless they make the site, and where they register by themselves."""
    strangers = reading.site and not _makes_site(reading, users)
    return RoleKind.OUTSIDER if strangers or opens_accounts(reading) else RoleKind.STAFF


def _makes_site(reading: Reading, users: Person) -> bool:
    """Whether the prompt has users lay out the pages of the site."""
    laid_out = [(wish.sentence, wish.start) for wish in reading.wished("page_builder")]
    theirs = (s for s in reading.statements if s.subject is not None and s.subject.name == users.name)
    return any(s.sentence is sentence and s.start <= at < s.end for s in theirs for sentence, at in laid_out)


def opens_accounts(reading: Reading) -> bool:
    """Whether the prompt has people register."""
    return any(
        token.low in {"register", "registered", "registration", "signup"} or (token.low == "sign" and after.low == "up")
        for sentence in reading.sentences
        for token, after in zip(sentence.tokens, (*sentence.tokens[1:], sentence.tokens[-1]), strict=True)
    )


def _users_of(reading: Reading) -> RoleEntry | None:
    """What "users" are in an application of this kind, such as the customers of a shop."""
    return _entry(reading.domain.users) if reading.domain and reading.domain.users else None


def _built_for(reading: Reading) -> RoleEntry | None:
    """Whom the title says that a site is for, where they are the only ones who come: "a website for investors to …"."""
    sentence = reading.sentences[0] if reading.sentences else None
    come = {p.name: p for s in reading.sentences for p in s.people.values() if p.kind is RoleKind.OUTSIDER}
    if sentence is None or len(come) != 1:
        return None
    start, person = next(((at, p) for at, p in sentence.people.items() if p.kind is RoleKind.OUTSIDER), (0, None))
    told = person is not None and start > 1 and _after_for(sentence, start)
    return RoleEntry(person.name, person.label, person.kind) if told and person is not None else None


def _after_for(sentence: Sentence, start: int) -> bool:
    """Whether people stand after "for", with at most two words that narrow who they are: "for university alumni"."""
    begin = start
    while start - begin < 2 and sentence.tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE}:
        begin -= 1
    return begin > 0 and sentence.tokens[begin - 1].low == "for"


def _entry(name: str) -> RoleEntry | None:
    key = lemma_key(name.replace("_", " "))
    hit = lexicon().role_index.at(key, 0) if key else None
    return hit[1] if hit and hit[0] == len(key) else None


def _listed_roles(found: dict[str, DraftRole], reading: Reading) -> None:
    """Roles that are listed as such: "multiple user roles, including students and instructors"."""
    for listing in reading.lists:
        before = listing.sentence.tokens[max(0, listing.start - 3) : listing.start]
        if not any(token.lemma == "role" for token in before):
            continue
        for item in listing.items:
            key = lemma_key(" ".join(item))
            hit = lexicon().role_index.at(key, 0)
            if hit is not None:
                entry = hit[1]
                found.setdefault(entry.name, DraftRole(entry.name, entry.label, entry.kind, listing.text))


def _one_admin(roles: list[DraftRole], reading: Reading) -> None:
    """Exactly one role administers: who is called so, else who leads, else who the kind of application suggests."""
    admins = sorted((role for role in roles if role.kind is RoleKind.ADMIN), key=lambda r: (_of_a_part(r), _rank(r)))
    _one_leads(admins, roles)
    _one_owns(admins, roles, reading)
    outside = [role for role in admins if _one_of_many(role, reading)]
    admins = [role for role in admins if role not in outside]
    for role in outside:
        role.kind = RoleKind.OUTSIDER
    for other in admins[1:]:
        other.kind = RoleKind.STAFF
    if admins:
        return
    named = reading.domain.admin if reading.domain else ""
    entry = _entry(named) if named else None
    name = entry.name if entry else identifier([named]) or "owner"
    if any(name in {role.key, role.name} for role in roles):
        name = "administrator"
    because = reading.domain_because if named else "every application has somebody in charge"
    roles.append(DraftRole(name, label(name.split("_")), RoleKind.ADMIN, because, assumed=True))


def _one_leads(admins: list[DraftRole], roles: list[DraftRole]) -> None:
    """Where only many of a kind are in charge, as branch managers are, whoever leads the whole administers."""
    leading = next((r for name in _WHOLE for r in roles if r.key == name and r.kind is RoleKind.STAFF), None)
    if leading is not None and all(_of_a_part(role) for role in admins):
        leading.kind = RoleKind.ADMIN
        admins.insert(0, leading)


def _one_owns(admins: list[DraftRole], roles: list[DraftRole], reading: Reading) -> None:
    """Whose site it is runs it: the artist of "a portfolio for a tattoo artist", the blogger who alone writes."""
    of_one = reading.site != "" and reading.domain is not None and reading.domain.name in _OF_ONE
    if admins or not of_one:
        return
    own = (role for role in roles if not role.generic and role.key not in _MANY and _is_one(role, reading))
    owner = next(own, None)
    if owner is not None:
        owner.kind = RoleKind.ADMIN
        admins.append(owner)


def _is_one(role: DraftRole, reading: Reading) -> bool:
    """Whether there is one only of a role: it is told in the singular throughout, as whom the site is for, or as who
    writes there."""
    tokens = reading.sentences[0].tokens
    said = [(s, at, p) for s in reading.sentences for at, p in s.people.items() if p.name == role.key]
    alone = all(is_singular(s.tokens[at + p.length - 1]) for s, at, p in said)
    whom = any(s is reading.sentences[0] and _stands_for(tokens, at) for s, at, _ in said)
    makes = {Act.CREATE, Act.MANAGE}
    acts = (s for s in reading.statements if s.subject is not None and s.subject.name == role.key)
    writes = any(
        s.verb.act in makes and s.sentence.tokens[max(0, s.subject.start - 1)].low == "the" for s in acts if s.subject
    )
    return bool(said) and alone and (whom or writes)


def is_singular(token: Token) -> bool:
    """Whether a noun stands in the singular."""
    return token.low == token.lemma


def _stands_for(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the first sentence says there for whom it all is: "for a wedding photographer"."""
    before = [token.low for token in tokens[max(0, place - 3) : place]]
    return any(one == "for" and after in {"a", "an", "the"} for one, after in pairwise(before))


def _of_a_part(role: DraftRole) -> bool:
    """Whether there are many of a kind that lead a part each, such as branch managers."""
    return role.key.rpartition("_")[2] in LEADING and "_" in role.key


def _rank(role: DraftRole) -> int:
    if role.key in _IN_CHARGE:
        return _IN_CHARGE.index(role.key)
    return len(_IN_CHARGE) + (role.key in _OFFICERS)


def _one_of_many(role: DraftRole, reading: Reading) -> bool:
    """Whether there are many of a kind that keep their own things: the owners of dogs, the landlords of a site."""
    if role.key != "owner" and (role.key not in _OFFICERS or not reading.site):
        return False
    acts = [s for s in reading.statements if s.subject is not None and s.subject.name == role.key]
    last = [s.sentence.tokens[s.subject.start + s.subject.length - 1] for s in acts if s.subject is not None]
    many = bool(last) and all(token.low != token.lemma for token in last)
    if role.key == "operator" and any(s.verb.act is Act.PROCESS and not s.own for s in acts):
        return False
    makes = any(s.own or (role.key in _OFFICERS and s.verb.act is Act.CREATE) for s in acts)
    return many and makes


def _somebody_else(roles: list[DraftRole], reading: Reading) -> None:
    """An application with an administrator alone gets those who work in it, or a plain member."""
    if len(roles) > 1:
        if reading.site and _takes_part(reading) and all(role.kind is not RoleKind.OUTSIDER for role in roles):
            _somebody_outside(roles, reading)
        return
    words = {token.low for sentence in reading.sentences for token in sentence.tokens}
    personal = bool(words & lexicon().first_person)
    domain = reading.domain
    if reading.site:
        _somebody_outside(roles, reading)
        return
    named = (domain.staff or domain.users) if domain and not personal else ""
    entry = _entry(named) if named else None
    member = RoleEntry("member", "Member", RoleKind.OUTSIDER if opens_accounts(reading) else RoleKind.STAFF)
    made = entry or member
    if made.name in {roles[0].key, roles[0].name}:
        made = member
    because = reading.domain_because if entry else "nobody else is named"
    roles.append(DraftRole(made.name, made.label, made.kind, because, assumed=True, generic=True))


def _takes_part(reading: Reading) -> bool:
    """Whether strangers do on the site what only people with an account can."""
    talks = reading.domain is not None and reading.domain.users not in {"", "visitor"}
    return talks or asks_for_accounts(reading)


def asks_for_accounts(reading: Reading) -> bool:
    """Whether the prompt wants what only people with an account can do."""
    return any(reading.wished(name) for name in _WITH_ACCOUNT)


def _somebody_outside(roles: list[DraftRole], reading: Reading) -> None:
    """Strangers register at a site of which the kind or the prompt speaks of people beside those who only look."""
    domain = reading.domain
    named = (domain.users or domain.outsider) if domain else ""
    if named == "visitor" and not _takes_part(reading):
        return
    entry = _entry(named) if named else None
    made = entry or RoleEntry("member", "Member", RoleKind.OUTSIDER)
    if len(roles) > 1 and any(made.name in {role.key, role.name} for role in roles):
        return
    roles.append(DraftRole(made.name, made.label, RoleKind.OUTSIDER, "people who register", assumed=True, generic=True))


def _somebody_to_permit(roles: list[DraftRole], reading: Reading) -> None:
    """Where the administrator sets what roles may do, there is staff who can be given more than whoever signs up."""
    wishes = [] if reading.refuses("permissions") else reading.wished("permissions")
    if not wishes or any(role.kind is RoleKind.STAFF for role in roles):
        return
    named = reading.domain.staff if reading.domain else ""
    made = _entry(named) if named else None
    taken = {name for role in roles for name in (role.key, role.name)}
    if made is None or made.name in taken or made.kind is not RoleKind.STAFF:
        made = RoleEntry("staff", "Staff", RoleKind.STAFF)
    if made.name not in taken:
        roles.append(DraftRole(made.name, made.label, made.kind, wishes[0].words, assumed=True))


def signs_up(role: DraftRole) -> bool:
    """Whether strangers may register as this role: outsiders may."""
    return role.kind is RoleKind.OUTSIDER
