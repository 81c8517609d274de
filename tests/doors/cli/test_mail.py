"""``millwright mail`` against a server that has one."""

import json

from tests.doors.cli.fake_server import FakeServer, serving
from tests.doors.cli.running import Run

MAIL: dict[str, object] = {
    "id": "mail_1",
    "to": "bob@example.org",
    "subject": "Join \x1b[31mAda's",
    "kind": "member.invited",
    "state": "kept",
    "createdAt": "2026-11-21T12:00:00Z",
    "sentAt": None,
    "error": None,
    "body": "Follow this link.\nIt is good for a week.",
}


def test_mail_is_listed_and_shown_with_nothing_in_it_that_commands_the_terminal(run: Run):
    with serving(FakeServer(mails=[MAIL])) as fake:
        asked = ("--server", fake.url)
        listed = run("mail", "list", *asked, MILLWRIGHT_KEY="given").out
        shown = run("mail", "show", "mail_1", *asked, MILLWRIGHT_KEY="given").out
        told = run("mail", "show", "mail_1", "--json", *asked, MILLWRIGHT_KEY="given").out
    assert "mail_1" in listed
    assert "bob@example.org" in listed
    assert shown.startswith("To: bob@example.org\nSubject: Join \N{REPLACEMENT CHARACTER}[31mAda's\nState: kept\n\n")
    assert shown.endswith("Follow this link.\nIt is good for a week.\n")
    assert json.loads(told) == MAIL
    assert "\x1b" not in listed + shown


def test_no_mail_is_said_to_be_none(run: Run):
    with serving(FakeServer()) as fake:
        assert run("mail", "list", "--server", fake.url, MILLWRIGHT_KEY="given").out == "None yet.\n"
        assert run("mail", "list", "--json", "--server", fake.url, MILLWRIGHT_KEY="given").out == "[]\n"
