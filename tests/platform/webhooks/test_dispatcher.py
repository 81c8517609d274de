import asyncio
import hmac
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from standardwebhooks import Webhook, WebhookVerificationError
from structlog.testing import capture_logs

from millwright.kit.clock import system_clock
from millwright.kit.context import Context
from millwright.kit.crypto import Cipher
from millwright.kit.ids import new_id
from millwright.platform import events, webhooks
from millwright.platform.accounts import Organization, OrganizationStatus
from millwright.platform.webhooks import EndpointChanges, Payload, queue
from millwright.platform.webhooks.fanout import CURSOR, spread
from tests.factories.accounts import make_actor
from tests.platform.webhooks.conftest import CIPHER, QUICK, SECRET, Office, PlainDialect, Receiver, until

PATIENT = replace(QUICK, retries=(timedelta(hours=1),))


async def test_an_event_is_told_as_compact_json_with_both_signatures(office: Office, receiver: Receiver):
    await office.endpoint(headers={"User-Agent": "Ours/1.0", "X-Tenant": "42", "authorization": "Bearer x"})
    await office.dispatcher()
    await office.happen()
    (delivery,) = await office.until_states("delivered")
    (heard,) = receiver.heard
    assert heard.body.decode() == '{"event":"thing.made","data":{"name":"Zoë ☃ </a>","number":0}}'
    assert heard.body == delivery.body
    assert heard.headers["content-type"] == "application/json"
    assert heard.headers["x-plain-signature"] == f"sha256={hmac.new(SECRET.encode(), heard.body, sha256).hexdigest()}"
    assert (heard.headers["user-agent"], heard.headers["x-tenant"]) == ("Ours/1.0", "42")
    assert heard.headers["authorization"] == "Bearer x"
    assert Webhook(SECRET.encode()).verify(heard.body, heard.headers) == json.loads(heard.body)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET.encode()).verify(heard.body + b" ", heard.headers)


async def test_a_secret_that_we_made_signs_as_standard_webhooks_say(office: Office, receiver: Receiver):
    async with office.database.session() as session:
        new = webhooks.NewEndpoint(url=receiver.url(), events=["thing.made"])
        made = await webhooks.create(Context(session, office.actor), CIPHER, PlainDialect(), new)
    await office.dispatcher()
    await office.happen()
    await office.until_states("delivered")
    assert made.secret.startswith("whsec_")
    Webhook(made.secret).verify(receiver.heard[0].body, receiver.heard[0].headers)


async def test_only_those_who_asked_are_told(office: Office, receiver: Receiver):
    thing = new_id()
    async with office.database.session() as session:
        other = await make_actor(session, "Grace")
    await office.endpoint("/made")
    await office.endpoint("/ended", events=["thing.ended"])
    await office.endpoint("/off", enabled=False)
    await office.endpoint("/this", subject_id=thing)
    await office.endpoint("/that", subject_id=new_id())
    await office.endpoint("/foreign", actor=other)
    await office.dispatcher()
    await office.happen(subject_id=thing)
    await office.happen("thing.unknown")
    await office.until_states("delivered", "delivered")
    assert sorted(receiver.paths()) == ["/made", "/this"]


async def test_a_suspended_organization_is_told_nothing(office: Office, receiver: Receiver):
    endpoint = await office.endpoint()
    async with office.database.session() as session:
        (await session.get_one(Organization, endpoint.organization_id)).status = OrganizationStatus.SUSPENDED
        other = await make_actor(session, "Grace")
    await office.endpoint("/other", actor=other)
    await office.dispatcher()
    await office.happen()
    await office.happen(actor=other)
    await office.until_states("delivered")
    assert receiver.paths() == ["/other"]


async def test_a_secret_of_another_machines_key_is_no_failure_of_the_receiver(office: Office, receiver: Receiver):
    pace = replace(PATIENT, unreadable=timedelta(milliseconds=300), disable_after=timedelta(0))
    endpoint = await office.endpoint()
    with capture_logs() as logs:
        stranger = await office.dispatcher(pace, cipher=Cipher(b"o" * 32))
        await office.happen(times=2)

        async def put_off() -> bool:
            found = await office.deliveries()
            return len(found) == 2 and all((one.state, one.attempts) == ("pending", 0) for one in found) and bool(logs)

        await until(put_off)
        await stranger.stop()
    assert [entry["event"] for entry in logs].count("webhooks.secret_unreadable") == 1
    assert (await office.reload(endpoint)).failing_since is None
    assert await office.attempts() == []
    await office.dispatcher()
    await office.until_states("delivered", "delivered")
    assert (await office.reload(endpoint)).enabled


async def test_a_failed_attempt_is_made_again_with_the_same_id_and_each_is_kept(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [500, 302, 204]
    endpoint = await office.endpoint()
    await office.dispatcher()
    await office.happen()
    await office.until_states("delivered")
    attempts = await office.attempts()
    assert [(attempt.number, attempt.status, attempt.failure) for attempt in attempts] == [
        (1, 500, None), (2, 302, None), (3, 204, None),
    ]  # fmt: skip
    assert attempts[0].answer == "answered 500"
    assert [heard.headers["x-plain-attempt"] for heard in receiver.heard] == ["1", "2", "3"]
    assert len({heard.headers["webhook-id"] for heard in receiver.heard}) == 1
    assert receiver.paths() == ["/hook"] * 3  # redirects lead nowhere
    endpoint = await office.reload(endpoint)
    assert endpoint.failing_since is None
    assert endpoint.last_triggered_at == attempts[-1].at


async def test_after_the_last_retry_a_delivery_has_failed(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [503]
    endpoint = await office.endpoint()
    await office.dispatcher()
    await office.happen()
    (delivery,) = await office.until_states("failed")
    assert (delivery.attempts, delivery.next_attempt_at) == (3, None)
    assert (await office.reload(endpoint)).failing_since == (await office.attempts())[0].at


async def test_the_retries_span_a_day_and_are_spread(office: Office, receiver: Receiver):
    pauses = webhooks.Pace().retries
    assert timedelta(hours=20) < sum(pauses, timedelta()) < timedelta(hours=24)
    receiver.statuses["/hook"] = [500]
    await office.endpoint()
    await office.dispatcher(replace(QUICK, retries=(timedelta(hours=1),)))
    await office.happen(times=20)
    await until(lambda: _made(office, 20))
    found = await office.until_states(*["pending"] * 20)
    due = [delivery.next_attempt_at for delivery in found if delivery.next_attempt_at]
    assert max(due) - min(due) > timedelta(minutes=10)
    assert min(due) > system_clock() + timedelta(minutes=29)


async def _made(office: Office, count: int) -> bool:
    return len(await office.attempts()) == count


async def test_failures_without_an_answer_have_names(office: Office):
    await office.endpoint("/", url="http://169.254.169.254/latest/meta-data")
    await office.endpoint("/", url="http://127.0.0.1:1/")
    await office.dispatcher()
    await office.happen()
    await office.until_states("failed", "failed")
    failures = Counter((attempt.status, attempt.failure) for attempt in await office.attempts())
    assert failures == {(None, "refused_address"): 3, (None, "unreachable"): 3}


async def test_a_slow_receiver_does_not_hold_up_others(office: Office, receiver: Receiver):
    receiver.held["/slow"] = asyncio.Event()
    await office.endpoint("/slow")
    await office.dispatcher(replace(QUICK, concurrency=6))
    await office.happen(times=30)
    await until(lambda: _heard(receiver, "/slow", 4))
    await office.endpoint("/fast")
    await office.happen(times=30)
    await until(lambda: _heard(receiver, "/fast", 30))
    assert receiver.paths().count("/slow") == 4  # its share of what may be sent at once
    receiver.held["/slow"].set()
    await office.until_states(*["delivered"] * 90)


async def _heard(receiver: Receiver, path: str, count: int) -> bool:
    return receiver.paths().count(path) >= count


async def test_one_that_fails_is_tried_by_one_request_at_a_time(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [500]
    await office.endpoint()
    await office.dispatcher(PATIENT)
    await office.happen()
    await until(lambda: _made(office, 1))
    receiver.held["/hook"] = asyncio.Event()
    await office.happen(times=10)
    await until(lambda: _heard(receiver, "/hook", 2))
    await asyncio.sleep(0.1)
    assert len(receiver.heard) == 2


async def test_what_a_dead_sender_had_claimed_is_sent_when_its_lease_ends(office: Office, receiver: Receiver):
    await office.endpoint("/claimed")
    async with office.database.session() as session:
        await events.cursors.ensure(session, CURSOR)
    await office.happen()
    async with office.database.session() as session:
        await spread(session, {"plain": PlainDialect()}, system_clock())
    async with office.database.session() as session:  # its claim is all that is left of it
        now, lease = system_clock(), timedelta(hours=1)
        assert len(await queue.claim(session, now=now, lease=lease, busy={}, each=4, free=64)) == 1
    await office.endpoint("/other", events=["thing.ended"])
    late = timedelta()
    await office.dispatcher(clock=lambda: system_clock() + late)
    await office.happen("thing.ended")
    await office.until_states("sending", "delivered")
    assert receiver.paths() == ["/other"]  # it has looked, and left alone what another had claimed
    late = lease
    await office.happen("thing.ended")
    await office.until_states("delivered", "delivered", "delivered")
    assert receiver.paths().count("/claimed") == 1
    assert sorted(attempt.number for attempt in await office.attempts()) == [1, 1, 2]


async def test_a_sender_that_is_stopped_gives_back_what_it_had(office: Office, receiver: Receiver):
    receiver.held["/hook"] = asyncio.Event()
    await office.endpoint()
    dispatcher = await office.dispatcher()
    await office.happen()
    await until(lambda: _heard(receiver, "/hook", 1))
    await dispatcher.stop()
    (delivery,) = await office.until_states("pending")
    assert delivery.attempts == 0
    receiver.held["/hook"].set()
    await office.dispatcher()
    await office.until_states("delivered")


async def test_a_busy_dispatcher_stops_at_once_however_often(office: Office, receiver: Receiver):
    await office.endpoint()
    for turn in range(1, 31):
        dispatcher = await office.dispatcher()
        await office.happen(times=2)
        await until(lambda told=2 * turn: _heard(receiver, "/hook", told - 1))
        async with asyncio.timeout(30):
            await dispatcher.stop()


async def test_events_that_happened_while_nobody_ran_are_told_later(office: Office, receiver: Receiver):
    await office.endpoint()
    await (await office.dispatcher()).stop()
    await office.happen(times=3)
    await office.dispatcher()
    await office.until_states(*["delivered"] * 3)


async def test_two_dispatchers_tell_each_event_once(office: Office, receiver: Receiver):
    for path in ("/a", "/b", "/c"):
        await office.endpoint(path)
    await office.dispatcher()
    await office.dispatcher()
    for _ in range(10):
        await office.happen(times=5)
    await office.until_states(*["delivered"] * 150)
    ids = [heard.headers["webhook-id"] for heard in receiver.heard]
    assert len(ids) == len(set(ids)) == 150


async def test_a_gone_endpoint_is_disabled_at_once_and_an_event_says_so(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [410]
    endpoint = await office.endpoint()
    await office.dispatcher(replace(QUICK, each=1))
    await office.happen(times=5)
    await office.until_states(*["cancelled"] * 5)
    assert len(receiver.heard) == 1
    endpoint = await office.reload(endpoint)
    assert (endpoint.enabled, endpoint.disabled_reason) == (False, "gone")
    assert await _told(office) == [("webhook.disabled", {"door": "plain", "reason": "gone"})]


async def _told(office: Office) -> list[tuple[str, dict[str, object]]]:
    async with office.database.session() as session:
        found = await events.read_after(session, 0, organization_id=office.actor.organization_id)
    return [(event.kind, event.data) for event in found if event.kind == "webhook.disabled"]


async def test_one_that_failed_for_days_is_disabled(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [500]
    endpoint = await office.endpoint()
    late = timedelta()
    dispatcher = await office.dispatcher(PATIENT, clock=lambda: system_clock() + late)
    await office.happen()
    await until(lambda: _made(office, 1))
    late = timedelta(days=2, hours=23)
    await office.happen()
    await until(lambda: _made(office, 3))  # the retry that was due, and the new one
    assert (await office.reload(endpoint)).enabled
    late = timedelta(days=3, seconds=1)
    await office.happen()
    await until(lambda: _disabled(office))
    assert (await office.reload(endpoint)).disabled_reason == "failing"
    await dispatcher.stop()


async def _disabled(office: Office) -> bool:
    return bool(await _told(office))


async def test_disabling_calls_off_what_waits_and_enabling_forgets_failures(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [500]
    endpoint = await office.endpoint()
    await office.dispatcher(PATIENT)
    await office.happen()
    await until(lambda: _made(office, 1))
    for enabled in (False, True):
        async with office.database.session() as session:
            ctx = Context(session, office.actor)
            await webhooks.update(ctx, CIPHER, PlainDialect(), endpoint.id, EndpointChanges(enabled=enabled))
    await office.until_states("cancelled")
    assert (await office.reload(endpoint)).failing_since is None


async def test_an_endpoint_deleted_while_it_is_sent_to_leaves_nothing(office: Office, receiver: Receiver):
    receiver.held["/hook"] = asyncio.Event()
    endpoint = await office.endpoint()
    await office.dispatcher()
    await office.happen()
    await until(lambda: _heard(receiver, "/hook", 1))
    async with office.database.session() as session:
        await webhooks.delete(Context(session, office.actor), endpoint.id)
    receiver.held["/hook"].set()
    await office.endpoint("/other")
    await office.happen()
    await office.until_states("delivered")
    assert len(await office.attempts()) == 1


async def test_an_endpoint_deleted_while_events_are_spread_stops_nobody(office: Office, receiver: Receiver):
    endpoint = await office.endpoint()
    async with office.database.session() as session:
        await events.cursors.ensure(session, CURSOR)
    await office.happen()

    async def delete() -> None:
        async with office.database.session() as session:
            await webhooks.delete(Context(session, office.actor), endpoint.id)

    async with office.database.session() as session:
        await spread(session, {"plain": PlainDialect()}, system_clock())
        deleting = asyncio.create_task(delete())
        await asyncio.sleep(0.05)
        assert not deleting.done()
    await deleting
    await office.until_states()


async def test_a_replay_sends_the_same_again(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [500, 500, 500, 200]
    await office.endpoint()
    await office.dispatcher()
    await office.happen()
    (failed,) = await office.until_states("failed")
    async with office.database.session() as session:
        await webhooks.replay(Context(session, office.actor), failed.id)
    await office.until_states("delivered")
    assert len({(heard.body, heard.headers["webhook-id"]) for heard in receiver.heard}) == 1
    async with office.database.session() as session:
        history = await webhooks.get_delivery(Context(session, office.actor), failed.id)
    assert [attempt.status for attempt in history.attempts] == [500, 500, 500, 200]


async def test_a_trial_is_sent_whatever_was_asked_for(office: Office, receiver: Receiver):
    endpoint = await office.endpoint()
    await office.dispatcher()
    async with office.database.session() as session:
        await webhooks.ping(Context(session, office.actor), endpoint.id, Payload("ping", {"event": "ping"}))
    await office.until_states("delivered")
    assert receiver.heard[0].body == b'{"event":"ping"}'


async def test_an_event_without_words_does_not_hold_up_the_next(office: Office, receiver: Receiver):
    await office.endpoint()
    await office.dispatcher()
    with capture_logs() as logs:
        await office.happen("thing.unspeakable")
        await office.happen()
        await office.until_states("delivered")
    assert [(log["event"], log["kind"]) for log in logs] == [("webhooks.translation_failed", "thing.unspeakable")]


async def test_a_secret_that_cannot_be_opened_holds_up_its_own_delivery_alone(office: Office, receiver: Receiver):
    broken = await office.endpoint("/broken")
    await office.endpoint("/well")
    async with office.database.session() as session:
        (await session.merge(broken)).sealed_secret = b"x" * 40
    await office.dispatcher()
    with capture_logs() as logs:
        await office.happen()
        await until(lambda: _noted(logs, "webhooks.secret_unreadable"))
        await office.until_states("delivered", "pending")
    assert {log["event"] for log in logs} == {"webhooks.secret_unreadable"}
    assert receiver.paths() == ["/well"]


async def _noted(logs: Sequence[Mapping[str, object]], event: str) -> bool:
    return event in {log["event"] for log in logs}


async def test_answers_are_kept_to_2_kilobytes_and_without_nul(office: Office, receiver: Receiver):
    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + b"\x00\xff" * 35_000)
        writer.close()

    server = await asyncio.start_server(flood, "127.0.0.1", 0)
    await office.endpoint(url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    await office.dispatcher(PATIENT)
    await office.happen()
    await until(lambda: _made(office, 1))
    (attempt,) = await office.attempts()
    assert (attempt.status, attempt.failure) == (200, "answer_too_large")
    server.close()


async def test_old_deliveries_are_forgotten_and_those_under_way_are_not(office: Office, receiver: Receiver):
    await office.endpoint()
    receiver.statuses["/hook"] = [500, 200]
    first = await office.dispatcher(replace(PATIENT, retries=(timedelta(days=90),), each=1))
    await office.happen(times=2)
    await office.until_states("pending", "delivered")
    await first.stop()
    await office.dispatcher(clock=lambda: system_clock() + timedelta(days=29))
    await asyncio.sleep(0.1)
    await office.until_states("pending", "delivered")
    await office.dispatcher(clock=lambda: system_clock() + timedelta(days=30, minutes=1))
    await office.until_states("pending")
    assert len(await office.attempts()) == 1
