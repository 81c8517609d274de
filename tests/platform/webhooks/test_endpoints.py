import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import READ_SCOPES, Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.kit.paging import PageRequest
from millwright.platform import events, webhooks
from millwright.platform.webhooks import CreatedEndpoint, EndpointChanges, NewEndpoint, Payload
from millwright.platform.webhooks.secrets import open_secret
from tests.factories.accounts import make_context
from tests.platform.webhooks.conftest import CIPHER, SECRET, Office, PlainDialect

DIALECT = PlainDialect()
PAGE = PageRequest()


@pytest.fixture
async def ada(session: AsyncSession) -> Context:
    return await make_context(session, "Ada")


async def make(ctx: Context, url: str = "https://example.com/hook", **values: object) -> CreatedEndpoint:
    new = NewEndpoint(**{"url": url, "events": ["thing.made"]} | values)  # pyright: ignore[reportArgumentType]
    return await webhooks.create(ctx, CIPHER, DIALECT, new)


async def refused(ctx: Context, **values: object) -> DomainError:
    with pytest.raises(DomainError) as error:
        await make(ctx, **values)  # pyright: ignore[reportArgumentType]
    return error.value


async def test_a_secret_is_sealed_for_its_own_row_and_is_in_no_event(ada: Context):
    made = await make(ada, secret=SECRET)
    endpoint = made.endpoint
    assert SECRET.encode() not in endpoint.sealed_secret
    assert open_secret(CIPHER, endpoint.id, endpoint.sealed_secret) == SECRET
    written = await events.read_after(ada.session, 0, limit=1000)
    assert SECRET not in str([event.data for event in written])


async def test_names_are_those_of_the_contract_each_once_in_the_order_given(ada: Context):
    assert (await make(ada, events=["thing.ended", "thing.made", "thing.ended"])).endpoint.events == [
        "thing.ended",
        "thing.made",
    ]
    for names in ([], ["thing.exploded"], ["thing.made", "*"]):
        assert list((await refused(ada, events=names)).fields) == ["events"]


@pytest.mark.parametrize("secret", ["", "a" * 257, "line\nbreak", "nul\x00"])
async def test_a_secret_has_1_to_256_printable_characters(ada: Context, secret: str):
    assert list((await refused(ada, secret=secret)).fields) == ["secret"]


@pytest.mark.parametrize("url", ["not a url", "ftp://example.com", "https://user:password@example.com/"])
async def test_a_url_that_can_never_be_called_is_refused(ada: Context, url: str):
    assert list((await refused(ada, url=url)).fields) == ["url"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Note": "a\r\nX-Other: b"}, {"X-Note": "a\nb"}, {"X-Note\r\nX-Other": "b"}, {"X-Note": "\x00"},
        {"X-Note": ""}, {"X-Note": "é"}, {"X Note": "a"}, {"": "a"}, {"X-Note:": "a"}, {"Host": "internal"},
        {"content-length": "3"},
        {"Content-Type": "text/plain"}, {"Transfer-Encoding": "chunked"}, {"Connection": "close"}, {"Cookie": "a=b"},
        {"Webhook-Signature": "v1,x"}, {"Proxy-Authorization": "x"}, {"X-A": "1", "x-a": "2"}, {"X-Note": "a" * 1025},
        {f"X-{number}": "a" for number in range(21)},
    ],
)  # fmt: skip
async def test_headers_cannot_be_split_smuggled_or_ours(ada: Context, headers: dict[str, str]):
    assert list((await refused(ada, headers=headers)).fields) == ["headers"]


async def test_what_is_anothers_does_not_exist(session: AsyncSession, ada: Context):
    endpoint = (await make(ada)).endpoint
    delivery = await webhooks.ping(ada, endpoint.id, Payload("ping", {}))
    grace = await make_context(session, "Grace")
    assert (await webhooks.list_endpoints(grace, page=PAGE)).total == 0
    for attempt in (
        webhooks.get(grace, endpoint.id),
        webhooks.update(grace, CIPHER, DIALECT, endpoint.id, EndpointChanges(enabled=False)),
        webhooks.delete(grace, endpoint.id),
        webhooks.list_deliveries(grace, endpoint.id, page=PAGE),
        webhooks.ping(grace, endpoint.id, Payload("ping", {})),
        webhooks.get_delivery(grace, delivery.id),
        webhooks.replay(grace, delivery.id),
    ):
        with pytest.raises(DomainError) as error:
            await attempt
        assert error.value.kind == Kind.NOT_FOUND
    await session.refresh(endpoint)
    assert endpoint.enabled


async def test_a_contract_and_a_thing_see_their_own_endpoints(ada: Context):
    app = new_id()
    bound, free = (await make(ada, subject_id=app)).endpoint, (await make(ada)).endpoint
    assert [found.id for found in (await webhooks.list_endpoints(ada, page=PAGE)).items] == [free.id, bound.id]
    assert [found.id for found in (await webhooks.list_endpoints(ada, subject_id=app, page=PAGE)).items] == [bound.id]
    assert (await webhooks.list_endpoints(ada, door="other", page=PAGE)).total == 0
    for filters in ({"door": "other"}, {"subject_id": new_id()}):
        with pytest.raises(DomainError, match="No such webhook"):
            await webhooks.get(ada, bound.id, **filters)  # pyright: ignore[reportArgumentType]


def with_scopes(ctx: Context, *scopes: Scope) -> Context:
    return replace(ctx, actor=replace(ctx.actor, scopes=frozenset(scopes)))


async def test_reading_and_writing_need_their_scopes(ada: Context):
    endpoint = (await make(ada)).endpoint
    reader = replace(ada, actor=replace(ada.actor, scopes=READ_SCOPES))
    assert await webhooks.get(reader, endpoint.id) is endpoint
    for attempt in (make(reader), webhooks.delete(reader, endpoint.id), webhooks.replay(reader, new_id())):
        with pytest.raises(DomainError, match="lacks the scope webhooks:write"):
            await attempt
    with pytest.raises(DomainError, match="lacks the scope webhooks:read"):
        await webhooks.list_endpoints(with_scopes(ada, Scope.WEBHOOKS_WRITE), page=PAGE)


async def test_a_credential_of_one_project_has_no_webhooks(ada: Context):
    endpoint = (await make(ada)).endpoint
    bound: Actor = replace(ada.actor, project_id=new_id())
    ctx = replace(ada, actor=bound)
    assert (await refused(ctx)).kind == Kind.FORBIDDEN
    assert (await webhooks.list_endpoints(ctx, page=PAGE)).total == 0
    with pytest.raises(DomainError, match="No such webhook"):
        await webhooks.get(ctx, endpoint.id)


async def test_changes_are_checked_and_leave_the_rest(ada: Context):
    endpoint = (await make(ada, secret=SECRET)).endpoint
    sealed = endpoint.sealed_secret
    changes = EndpointChanges(url="https://example.com/new", events=["thing.ended"], headers={"X-A": "b"})
    changed = await webhooks.update(ada, CIPHER, DIALECT, endpoint.id, changes)
    assert (changed.url, changed.events, changed.headers) == ("https://example.com/new", ["thing.ended"], {"X-A": "b"})
    assert (changed.enabled, changed.sealed_secret) == (True, sealed)
    for wrong in (EndpointChanges(url="x"), EndpointChanges(events=["x"]), EndpointChanges(headers={"Host": "x"})):
        with pytest.raises(DomainError) as error:
            await webhooks.update(ada, CIPHER, DIALECT, endpoint.id, wrong)
        assert error.value.kind == Kind.INVALID
    await webhooks.update(ada, CIPHER, DIALECT, endpoint.id, EndpointChanges(secret="another"))
    assert open_secret(CIPHER, endpoint.id, endpoint.sealed_secret) == "another"


async def test_a_disabled_endpoint_takes_no_trial_and_no_replay(ada: Context):
    endpoint = (await make(ada)).endpoint
    delivery = await webhooks.ping(ada, endpoint.id, Payload("ping", {}))
    await webhooks.update(ada, CIPHER, DIALECT, endpoint.id, EndpointChanges(enabled=False))
    for attempt in (webhooks.replay(ada, delivery.id), webhooks.ping(ada, endpoint.id, Payload("ping", {}))):
        with pytest.raises(DomainError) as error:
            await attempt
        assert (error.value.code, error.value.kind) == ("webhook_disabled", Kind.CONFLICT)


async def test_an_organization_has_at_most_50_even_when_they_are_made_at_once(office: Office):
    for _ in range(48):
        await office.endpoint()
    made = await asyncio.gather(*(office.endpoint() for _ in range(6)), return_exceptions=True)
    faults = [fault for fault in made if isinstance(fault, DomainError)]
    assert [fault.code for fault in faults] == ["too_many_webhooks"] * 4
