"""What is counted of deliveries."""

from prometheus_client import REGISTRY

from tests.platform.webhooks.conftest import Office, PlainDialect, Receiver


def attempts(outcome: str) -> float:
    labels = {"door": PlainDialect().name, "outcome": outcome}
    return REGISTRY.get_sample_value("millwright_webhook_attempts_total", labels) or 0


async def test_attempts_are_counted_by_what_came_of_them(office: Office, receiver: Receiver):
    receiver.statuses["/hook"] = [500, 204]
    outcomes = ("2xx", "5xx", "unreachable")
    before = {outcome: attempts(outcome) for outcome in outcomes}
    await office.endpoint()
    await office.dispatcher()
    await office.happen()
    await office.until_states("delivered")
    await office.endpoint(url="http://127.0.0.1:1/nobody")
    await office.happen()
    await office.until_states("delivered", "delivered", "failed")
    grown = {outcome: attempts(outcome) - before[outcome] for outcome in outcomes}
    assert (grown["2xx"], grown["5xx"]) == (2, 1)
    assert grown["unreachable"] >= 1
