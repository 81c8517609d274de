"""Webhooks: who is told of which events, and telling them until they have heard.

The event log is read by a durable cursor; what a contract makes of an event becomes one delivery for each endpoint
that asked for it. Deliveries are sent at least once, in no promised order, and retried for about a day.
"""

from millwright.platform.webhooks.deliveries import DeliveryHistory, get_delivery, list_deliveries, ping, replay
from millwright.platform.webhooks.dialects import Dialect, Message, Payload, Sealed, hex_signature
from millwright.platform.webhooks.dispatcher import Dispatcher, Pace
from millwright.platform.webhooks.endpoints import (
    CreatedEndpoint,
    EndpointChanges,
    NewEndpoint,
    create,
    delete,
    get,
    list_endpoints,
    update,
    visible_to,
)
from millwright.platform.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint

__all__ = [
    "Attempt",
    "CreatedEndpoint",
    "Delivery",
    "DeliveryHistory",
    "DeliveryState",
    "Dialect",
    "Dispatcher",
    "Endpoint",
    "EndpointChanges",
    "Message",
    "NewEndpoint",
    "Pace",
    "Payload",
    "Sealed",
    "create",
    "delete",
    "get",
    "get_delivery",
    "hex_signature",
    "list_deliveries",
    "list_endpoints",
    "ping",
    "replay",
    "update",
    "visible_to",
]
