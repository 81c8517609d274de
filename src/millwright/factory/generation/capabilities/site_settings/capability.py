"""Settings of the application, as the reader and the compiler know them."""

from functools import cache

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.payments.view import TillView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

NAME = "site_settings"
_TABLE = "app_setting"
_TEMPLATES = f"capabilities/{NAME}/templates"
_FILES = {
    "backend/app/site_settings.py": "backend/site_settings.py",
    "backend/app/routes/site_settings.py": "backend/routes.py",
    "frontend/src/lib/siteSettings.ts": "frontend/siteSettings.ts",
    "frontend/src/pages/settings/SiteSettingsPage.tsx": "frontend/SiteSettingsPage.tsx",
    "frontend/src/pages/settings/siteSettings.test.tsx": "frontend/siteSettings.test.tsx",
    "tests/test_site_settings.py": "tests/test_site_settings.py",
}


def _draft(reading: Reading) -> None:
    """Where they are kept, in place of a list of names and values that nothing obeys."""
    wishes = _wishes(reading)
    if not wishes:
        if any(entity.key == _words()["typed"] for entity in reading.entities):
            # What is configured there is what these records are about.
            reading.wishes = [wish for wish in reading.wishes if wish.capability.name != NAME or wish.refused]
        return
    said = {wish.words.lower() for wish in wishes}
    for typed in [entity for entity in reading.entities if entity.key == _words()["typed"]]:
        if any(words in typed.because.lower() or typed.because.lower() in words for words in said):
            reading.forget(typed)
    add_record(reading, _TABLE, wishes[0].words, internal=True).samples = ()


def _settle(reading: Reading) -> None:
    wishes = _wishes(reading)
    if wishes:
        add_part(reading, Part(capability=NAME), wishes[0].words)


def _finish(reading: Reading) -> None:
    """Everything is as it is at first in the demonstration."""
    table = reading.entity(_TABLE)
    if table is not None:
        table.samples = ()


def _wishes(reading: Reading) -> list[Wish]:
    """The wishes to run the application; machines and interfaces that are configured are something else."""
    running = set(_words()["running"].split())
    wished = [] if reading.refuses(NAME) else reading.wished(NAME)
    return [wish for wish in wished if running & {token.low for token in wish.sentence.tokens}]


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    pays = any(spec.parts_of(name) for name in ("payments", "balance", "own_payments"))
    till = TillView(spec) if pays else None
    root = entity_views(spec)[0].root
    values = {
        "root": root,
        "spec": spec,
        "till": till,
        "limits": _limits(till),
        "signup": any(role.signup for role in spec.roles),
    }
    page = Component("SiteSettingsPage", "pages/settings/SiteSettingsPage")
    link = NavigationItem("System settings", "/system-settings", "Settings", Place.WORKSPACE, roles=(spec.admin.name,))
    return Contribution(
        files={path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _FILES.items()},
        routers=(NAME,),
        routes=(Route("/system-settings", page, Place.WORKSPACE),),
        navigation=(link,),
        site_settings=True,
        readme=("Administrators set the name of the application and who may sign up under System settings, at once.",),
    )


def _limits(till: TillView | None) -> tuple[tuple[str, str], ...]:
    """What has a limit: the name of its setting and what it is called."""
    if till is None or not till.moves:
        return ()
    some = (
        ("most_paid", "Most for one payment", till.own is not None),
        ("most_topped_up", "Most for one top-up", till.balance),
        ("most_sent", "Most for one transfer", till.sends),
        ("most_withdrawn", "Most for one withdrawal", till.pays_out),
    )
    return tuple((name, label) for name, label, there in some if there)


@cache
def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")


CAPABILITY = Capability(
    NAME, _draft, _settle, _contribute, after=("balance", "own_payments", "payments"), finish=_finish
)
