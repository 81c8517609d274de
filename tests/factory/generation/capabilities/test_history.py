"""The history of changes: when it is meant, and what it brings along."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine

ASKED = (
    "A CRM with customers and deals and a history of changes",
    "An asset management system with assets and maintenance, and an audit log of who changed what",
    "A clinic system with patients, appointments and an audit trail",
    "A backend management system for orders and users. Administrators can view operation logs.",
    "A warehouse system. Users should be able to query historical material information.",
    "A project tool with tasks that tracks changes to each task",
    "A contract management system with activity log",
    "A wiki with articles and revision history",
    "An invoicing tool, with change history for invoices",
)
NOT_ASKED = (
    "An online shop with order history and browsing history",
    "A bank app with transaction history and recharge records",
    "A music site with listening history and search history",
    "A clinic system with the medical history of each patient",
    "A fitness app with workouts and an activity log",
    "A CRM with customers and deals, but no audit log",
)


@pytest.mark.parametrize("prompt", ASKED)
def test_who_asks_for_it_gets_it_and_no_record_of_that_name(prompt: str) -> None:
    spec = read(prompt)
    assert len(spec.parts_of("history")) == 1
    names = {entity.name for entity in spec.entities}
    assert "record_change" in names
    assert not names & {"log_entry", "history_entry", "change", "outing", "event"}
    assert not any("log" in reason.subject or "history" in reason.subject for reason in spec.not_built)


@pytest.mark.parametrize("prompt", NOT_ASKED)
def test_other_histories_are_lists_of_their_own(prompt: str) -> None:
    spec = read(prompt)
    assert not spec.parts_of("history")
    assert "record_change" not in {entity.name for entity in spec.entities}


def test_every_record_tells_its_history_and_those_in_charge_see_all() -> None:
    files = compile_app(read(ASKED[0]))
    assert "<CustomerHistory row={record} />" in files["frontend/src/pages/customers/CustomerPages.tsx"]
    assert "<DealHistory row={record} />" in files["frontend/src/pages/deals/DealPages.tsx"]
    assert 'label: "History"' in files["frontend/src/components/Layout.tsx"]
    assert 'db.info["actor"]' in files["backend/app/security.py"]


def test_what_is_secret_is_not_written_down_again() -> None:
    spec = refine(read("A CRM with customers and deals and an audit trail"), "Add a portal password to customers").spec
    written = compile_app(spec)["backend/app/record_history.py"]
    assert 'Field("Portal password", secret=True)' in written
    assert 'Field("Name")' in written


@pytest.mark.parametrize("wish", ["Add an audit log", "Add a history of changes", "Add change tracking"])
def test_an_application_gets_it_later(wish: str) -> None:
    refined = refine(read("A CRM with customers and deals"), wish)
    assert [part.capability for part in refined.spec.parts] == ["history"]
    assert not refined.not_done
    assert "change" not in {entity.name for entity in refined.spec.entities}
