"""What a build's socket says of a failure."""

from uuid import UUID

import pytest
import websockets

from millwright.doors import nexus_forge
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform import accounts
from millwright.platform.accounts import KeyKind
from millwright.platform.jobs import Operation, OperationState
from tests.doors.conftest import served
from tests.doors.test_sockets import operation_of, received


@pytest.mark.parametrize(("code", "again"), [("prompt_not_english", False), ("internal_error", True)])
async def test_a_prompt_at_fault_is_not_worth_another_try(services: Services, ada: Actor, code: str, *, again: bool):
    session_id = await operation_of(services, ada)
    async with services.context(ada) as ctx:
        key = await accounts.create_key(ctx, services.hasher, name="k", kind=KeyKind.FORGE)
        operation = await ctx.session.get_one(Operation, UUID(session_id))
        operation.state, operation.error_code, operation.error_message = OperationState.FAILED, code, "No."
    headers = {"Authorization": f"Bearer {key.secret}"}
    async with served(nexus_forge.create_app(services)) as host:
        url = f"ws://{host}/ws/nexus-forge/{session_id}"
        async with websockets.connect(url, proxy=None, additional_headers=headers) as socket:
            assert (await received(socket))["type"] == "connected"
            ended = await received(socket)
    assert (ended["error_code"], ended["retry_possible"]) == ("BUILD_FAILED", again)
