"""Attacks on the one filter that keeps secrets out of the log: nothing that may be one comes through."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from millwright import logs
from millwright.kit.crypto import new_token
from millwright.kit.redaction import names_a_secret, redact_event, redact_text
from millwright.platform.accounts import KeyKind
from millwright.platform.accounts.identity import mint_reset_token, mint_verification_token
from millwright.platform.accounts.lookups import COOKIE_PREFIX
from millwright.platform.accounts.models import User
from millwright.platform.accounts.oauth import CODE_PREFIX
from millwright.platform.accounts.oauth import REFRESH_PREFIX as GRANT_PREFIX
from millwright.platform.accounts.sessions import REFRESH_PREFIX
from millwright.platform.webhooks.secrets import new_secret
from tests.factories.accounts import make_identity
from tests.logged import written_log

PREFIXES = [*(kind.prefix for kind in KeyKind), COOKIE_PREFIX, REFRESH_PREFIX, CODE_PREFIX, GRANT_PREFIX]
PASSWORD = "Tr0ub4dor&3 horse, battery"


def _jwts() -> list[str]:
    identity, user, now = make_identity(), User(email="ada@example.org"), datetime.now(UTC)
    access = identity.sign({"sub": "ada"}, typ="at+jwt", lifetime=timedelta(hours=1), now=now)
    return [access, mint_verification_token(identity, user, now), mint_reset_token(identity, user, now)]


SHAPED = [*(new_token(prefix) for prefix in PREFIXES), new_secret(), *_jwts()]
"""One of each kind that accounts and webhooks can make."""


@dataclass
class Credentials:
    user: str
    password: str


@pytest.fixture(params=["json", "text"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that is logged, as the server writes it."""
    with written_log(monkeypatch, request.param) as output:
        yield output


def core(secret: str) -> str:
    """What must not be seen: the part of a token that is random."""
    return secret.rpartition("_")[2][2:] if not secret.startswith("eyJ") else secret.split(".")[2]


def said(**fields: object) -> str:
    return json.dumps(redact_event(None, "info", dict(fields)), default=repr)


@pytest.mark.parametrize("secret", SHAPED, ids=range(len(SHAPED)))
def test_a_token_of_any_kind_is_known_by_its_shape_wherever_it_stands(secret: str):
    hidden = core(secret)
    for place in (
        said(event=f"it was {secret}."),
        said(event="x", about={"deep": [{"deeper": ("a", {"b": secret})}]}),
        said(event="x", raw=f'{{"a":"{secret}"}}'.encode()),
        said(event="x", url=f"https://example.org/a/{secret}/b?x={secret}#t={secret}"),
        said(event="x", glued=f"prefix{secret}suffix"),
        said(event="x", error=ValueError(secret)),
        said(event="x", names={secret: 1}),
        said(event="x", odd=SimpleNamespace(inner=secret)),
        redact_text(f"GET /keys/{secret} HTTP/1.1"),
        redact_text(repr(secret.encode())),
        redact_text(json.dumps(json.dumps({"a": {"b": secret}}))),
    ):
        assert hidden not in place
        assert "[redacted]" in place


@pytest.mark.parametrize(
    "name",
    "password Password userPassword new_password PASSWD passphrase pwd secret client_secret clientSecret token "
    "accessToken refresh-token id_token_hint authorization Authorization Proxy-Authorization cookie Set-Cookie api_key "
    "apiKey X-API-Key x-api-key private_key signingKey key KEY credential credentials code_verifier "
    "X-Millwright-Signature".split(),
)
def test_what_stands_under_a_secrets_name_is_hidden_however_deep_it_stands(name: str):
    for fields in (
        {name: PASSWORD},
        {"request": {"headers": {name: PASSWORD}}},
        {"request": {"headers": {name.encode(): PASSWORD.encode()}}},
        {"headers": [("accept", "*/*"), (name, PASSWORD)]},
        {"headers": [[name.encode(), PASSWORD.encode()]]},
        {"field": {"name": name, "value": PASSWORD}},
        {name: {"inner": [PASSWORD]}},
    ):
        assert "Tr0ub4dor" not in said(event="x", **fields)
        assert "battery" not in said(event="x", **fields)


@pytest.mark.parametrize(
    "text",
    [
        f"{{'email': 'ada@example.org', 'password': {PASSWORD!r}}}",
        json.dumps({"email": "ada@example.org", "client_secret": PASSWORD}),
        json.dumps({"body": json.dumps({"password": "Tr0ub4dor-3"})}),
        "grant_type=password&username=ada&password=Tr0ub4dor%263&scope=x",
        "https://example.org/cb?code=Tr0ub4dor&state=x",
        "https://example.org/cb?x=1&key=Tr0ub4dor",
        "postgresql://ada:Tr0ub4dor@example.org/mill",
        "redis://:Tr0ub4dor@cache:6379/0",
        "https://ada:Tr0ub4dor@ss@example.org/",
        "host=db user=ada password=Tr0ub4dor sslmode=require",
        "Authorization: Bearer Tr0ub4dor",
        "GET / HTTP/1.1\r\nCookie: a=b; session=Tr0ub4dor; c=d\r\nAccept: */*",
        "bearer   Tr0ub4dor",
        "Basic VHIwdWI0ZG9y",
        "[('authorization', 'Tr0ub4dor'), ('accept', 'x')]",
        "[(b'x-api-key', b'Tr0ub4dor')]",
        repr(Credentials("ada", PASSWORD)),
        "INSERT INTO users … [parameters: ('ada@example.org', 'Tr0ub4dor')]\n(Background on this error)",
    ],
)
def test_a_name_and_its_value_are_known_within_text(text: str):
    assert "Tr0ub4dor" not in redact_text(text)
    assert "VHIwdWI0ZG9y" not in redact_text(text)
    assert "Tr0ub4dor" not in said(event="x", error=RuntimeError(text))


def test_tracebacks_and_their_causes_lose_their_secrets_too(written: io.StringIO):
    def fail() -> None:
        try:
            raise ValueError(f"bad credential {SHAPED[0]}")
        except ValueError as cause:
            cause.add_note(f"tried with {SHAPED[-1]}")
            raise RuntimeError(f"password={PASSWORD!r} for https://ada:Tr0ub4dor@example.org") from cause

    try:
        fail()
    except RuntimeError:
        structlog.get_logger().exception("request.failed", principal={"access_token": SHAPED[1]})
        logging.getLogger("sqlalchemy.pool").exception("it failed")
    text = written.getvalue()
    assert text.count("Traceback") >= 2
    assert "Tr0ub4dor" not in text
    assert not [secret for secret in SHAPED if core(secret) in text]


def test_the_standard_library_passes_through_the_same_filter(written: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(logging.getLogger("dbos"), "handlers", [])  # a Millwright in this process has its own there
    for name in ("uvicorn.error", "sqlalchemy.engine", "dbos", "aiosmtplib", "somebody.else"):
        log = logging.getLogger(name)
        log.setLevel(logging.INFO)
        for secret in SHAPED:
            log.warning("refused %s from %s", secret, {"nested": [secret]})
        log.info("connecting to %s", "postgresql://ada:Tr0ub4dor@db/mill")
        log.error("form %(password)s %(rest)s", {"password": "password=Tr0ub4dor", "rest": b"token=Tr0ub4dor"})
        log.warning(Exception("Authorization: Bearer Tr0ub4dor"))
        log.setLevel(logging.NOTSET)
    text = written.getvalue()
    assert text.count("refused") == 5 * len(SHAPED)
    assert "Tr0ub4dor" not in text
    assert not [secret for secret in SHAPED if core(secret) in text]


class Sulking:
    def __repr__(self) -> str:
        raise ValueError(SHAPED[3])


def test_an_event_that_cannot_be_written_tells_nothing_but_where_it_is_from(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
):
    root = logging.getLogger()
    ours = [handler for handler in root.handlers if type(handler).__module__ == logs.__name__]
    monkeypatch.setattr(root, "handlers", ours)  # pytest's own would raise
    logging.getLogger("clumsy").warning("%d of %s", SHAPED[0], {"password": PASSWORD})
    structlog.get_logger().info("odd", value=Sulking(), other=SHAPED[1])
    text = written.getvalue()
    assert text.count("could not be written") == 2
    assert "An event of clumsy at " in text
    assert "Tr0ub4dor" not in text
    assert not [secret for secret in SHAPED if core(secret) in text]


def test_bound_values_and_events_lose_their_secrets(written: io.StringIO):
    with structlog.contextvars.bound_contextvars(token=SHAPED[0], session=SHAPED[7]):
        structlog.get_logger().bind(cookie="Tr0ub4dor").info(f"hello {SHAPED[2]}", user="ada")
    text = written.getvalue()
    assert "ada" in text
    assert "Tr0ub4dor" not in text
    assert not [secret for secret in SHAPED if core(secret) in text]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "https://example.org/aibuild/v1/projects/proj_0123?page=2&limit=20"),
        ("operation_id", "0199c0de-0000-7000-8000-000000000000"),
        ("error", "The operation was cancelled, and nothing was kept."),
        ("kind", "organization.invitation_accepted"),
        ("event", "token_refresh.finished"),
        ("credential_id", "0199c0de"),
        ("token_type", "bearer"),
        ("tokens", 1200),
        ("monkey", "business"),
        ("address", "10.0.0.1:8000"),
        ("time", "2026-11-21T10:00:00Z"),
    ],
)
def test_what_is_no_secret_stays_as_it_is(name: str, value: object):
    assert redact_event(None, "info", {name: value}) == {name: value}


def test_depth_width_and_length_are_bounded():
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    loop: dict[str, object] = {}
    loop["loop"] = loop
    text = said(event="x", deep=deep, loop=loop, wide=list(range(10**5)), long="a" * 10**7)
    assert len(text) < 200_000


@pytest.mark.parametrize(
    "piece", ["password", "token.", "://", "eyJ", "Cookie:", "a:", "bearer ", "secret[", '"', "=\\"]
)
def test_no_text_takes_long(piece: str):
    began = process_time()
    redact_text(piece * (64 * 1024 // len(piece)))
    assert process_time() - began < 5  # what grows with the square takes minutes


def test_names_are_secret_by_their_words_not_by_their_letters():
    assert not names_a_secret("monkey")
    assert not names_a_secret("keyboard")
    assert not names_a_secret("kind")
    assert names_a_secret("idempotencyKey")
