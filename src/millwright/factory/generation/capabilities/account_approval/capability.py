"""New accounts wait for the administrator: a step between signing up and the first sign-in."""

from dataclasses import replace
from functools import cache

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
    Seed,
    SignupStep,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftRole, Reading
from millwright.factory.generation.reader.roles import role_named, signs_up
from millwright.factory.generation.reader.segment import Person, Sentence
from millwright.factory.generation.reader.vocabulary import RoleKind, lexicon
from millwright.factory.generation.spec import AppSpec, Layout, Part

_NAME = "account_approval"
_TABLE = "account_request"
_TEMPLATES = f"capabilities/{_NAME}/templates"
_FILES = {
    "backend/app/approvals.py": "backend/approvals.py",
    "backend/app/routes/new_accounts.py": "backend/routes.py",
    "frontend/src/lib/newAccounts.ts": "frontend/newAccounts.ts",
    "frontend/src/pages/AccountRequestedPage.tsx": "frontend/AccountRequestedPage.tsx",
    "frontend/src/pages/accounts/NewAccountsPage.tsx": "frontend/NewAccountsPage.tsx",
    "frontend/src/pages/accounts/NewAccountsPage.test.tsx": "frontend/NewAccountsPage.test.tsx",
    "tests/test_account_approval.py": "tests/test_account_approval.py",
}


def _draft(reading: Reading) -> None:
    """Where requests are kept; approvals of what people send in are something else."""
    wishes = [_else(wish) if wish.capability.name == _NAME and not _is_meant(wish) else wish for wish in reading.wishes]
    reading.wishes = [wish for wish in wishes if wish is not None]
    if reading.wished(_NAME):
        add_record(reading, _TABLE, because_of(reading.wished(_NAME), ""), internal=True)


def _is_meant(wish: Wish) -> bool:
    """Whether accounts are looked at: the wish or its sentence speaks of them, of signing up or of signing in."""
    words = {name: set(text.split()) for name, text in _words().items()}
    low = [token.low for token in wish.sentence.tokens]
    after = dict(zip(range(len(low)), [*low[1:], ""], strict=True))
    if _of_something(wish):
        return False
    if words["whom"] & set(wish.words.lower().split()):
        return True
    at_the_door = any(one in words["doors"] and after[place] in words["through"] for place, one in enumerate(low))
    made = [after[place] not in words["other"] for place, one in enumerate(low) if one in words["account"]]
    return at_the_door or (any(made) if words["surely"] & {*low} else bool(made) and all(made))


def _of_something(wish: Wish) -> bool:
    """Whether it is no account: "approve user requests", "accountants approve invoices"."""
    who = wish.sentence.people.get(wish.start)
    if who is not None and who.kind is not RoleKind.ADMIN and _decides(wish.sentence, who):
        return True
    if wish.words.lower().split()[0] not in _words()["deciding"].split():
        return False
    following = wish.sentence.tokens[wish.end : wish.end + 1]
    return any(t.low != t.lemma and t.lemma not in _words()["asked"].split() for t in following)


def _else(wish: Wish) -> Wish | None:
    """What the words ask for where they are not about accounts: posts wait for approval, too."""
    sentence = wish.sentence
    found = lexicon().capability_index.within([token.stem for token in sentence.tokens])
    others = [(start, -length, one) for start, length, one in found if one.name != _NAME]
    within = [(start, length, one) for start, length, one in others if wish.start <= start < wish.end]
    if not within:
        return None
    start, length, capability = min(within, key=lambda other: other[:2])
    words = sentence.words(start, start - length)
    return replace(wish, capability=capability, words=words, start=start, end=start - length)


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    if not wishes or reading.entity(_TABLE) is None:
        return
    roles = [role for role in _waiting(reading, wishes) if role.kind is not RoleKind.ADMIN]
    if reading.layout is Layout.SITE:  # Staff of a site has its accounts from the administrator.
        roles = [role for role in roles if signs_up(role)]
    if not roles or any(part.options.get("verification") == "yes" for part in reading.parts):
        return
    for role in roles:
        role.kind = RoleKind.OUTSIDER
    # Words after the first are names of roles to a refinement, and follow when these get others.
    options = {"roles": " ".join(["of", *(role.name for role in roles)])}
    add_part(reading, Part(capability=_NAME, options=options), wishes[0].words)


def _waiting(reading: Reading, wishes: list[Wish]) -> list[DraftRole]:
    """Whom the sentences name; else everybody who signs up, or else all who work there; never those who approve."""
    people = [(wish.sentence, person) for wish in wishes for person in wish.sentence.people.values()]
    deciding = [role_named(reading, person) for sentence, person in people if _decides(sentence, person)]
    waiting = [role_named(reading, person) for sentence, person in people if not _decides(sentence, person)]
    others = [role for role in reading.roles if role.kind is not RoleKind.ADMIN and role not in deciding]
    named = [role for role in others if role in waiting]
    return named or [role for role in others if signs_up(role)] or others


def _decides(sentence: Sentence, person: Person) -> bool:
    """Whether it is they who approve: "approved by the manager", "principals approve registrations"."""
    words = {name: set(text.split()) for name, text in _words().items()}
    end = person.start + person.length
    before = [t.low for t in sentence.tokens[: person.start] if t.low not in words["articles"]][-1:]
    after = [t.low for t in sentence.tokens[end:] if t.low not in words["modals"]][:1]
    return bool(words["by"] & {*before} or words["deciding"] & {*after})


def _finish(reading: Reading) -> None:
    """Who waits in a demonstration comes from code."""
    table = reading.entity(_TABLE)
    if table is not None and table.internal:
        table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    roles = [role for role in spec.roles if role.name in part.options["roles"].split()[1:]]
    values = {"spec": spec, "roles": roles, "root": spec.workspace_root, "mail": bool(spec.parts_of("account_mail"))}
    page = Component("NewAccountsPage", "pages/accounts/NewAccountsPage")
    told = Component("AccountRequestedPage", "pages/AccountRequestedPage")
    return Contribution(
        files={path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _FILES.items()},
        routers=("new_accounts",),
        routes=(
            Route("/account-requested", told, Place.ENTRANCE),
            Route("/new-accounts", page, Place.WORKSPACE, subject="user"),
        ),
        navigation=(NavigationItem("New accounts", "/new-accounts", "UserCheck", Place.WORKSPACE, subject="user"),),
        signup=SignupStep(
            "hold",
            "backend.app.approvals",
            "/account-requested",
            roles=tuple(role.name for role in roles),
            readdress=False,
            refusal="tell_why",
        ),
        seeds=(Seed("add_demo_requests", "approvals"),),
        readme=("Administrators approve or refuse new accounts under New accounts; until then nobody gets in.",),
    )


@cache
def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, after=("account_mail",), finish=_finish)
