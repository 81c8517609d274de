"""Schemathesis asks every operation of every document all that its schemas allow, and much that they do not.

No answer may be a fault on our side, and each must be what the document says. `make test` asks the same few things each
time; `make fuzz` asks many, others each time.
"""

import os
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from schemathesis.config import (
    CacheConfig,
    ChecksConfig,
    CoveragePhaseConfig,
    ExamplesPhaseConfig,
    GenerationConfig,
    PhasesConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SimpleCheckConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.schemas import BaseSchema

from millwright.doors.mounts import DOORS
from tests.doors.documents import DOOR_NAMES, base_of
from tests.doors.fuzzing import Target, server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
_PATIENCE = 120
"""Seconds for a document: a busy machine takes its time to write the first."""
_EXAMPLES = os.environ.get("MILLWRIGHT_FUZZ_EXAMPLES")
"""Of each operation; set by `make fuzz`."""
_SEED = 1
_GENERATION = GenerationConfig(max_examples=int(_EXAMPLES or 3), deterministic=_EXAMPLES is None, database="none")
_STATEFUL = StatefulPhaseConfig(enabled=False)  # the documents have no links to follow
_PHASES = PhasesConfig(
    # Which methods there are is no matter of chance: one that there never is stands for all.
    coverage=CoveragePhaseConfig(unexpected_methods=None if _EXAMPLES else {"trace"}),
    stateful=_STATEFUL,
)
_FUZZING_ALONE = PhasesConfig(
    examples=ExamplesPhaseConfig(enabled=False), coverage=CoveragePhaseConfig(enabled=False), stateful=_STATEFUL
)
"""For nobody, who is told one and the same nearly everywhere."""
_CHECKS = ChecksConfig(
    # Text may be no address, a token that nobody was given, a name that is taken: no schema says that.
    positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False),
    # `test_tenancy` asks every operation without a credential; here it would treble the requests.
    ignored_auth=SimpleCheckConfig(enabled=_EXAMPLES is not None),
)
EXCLUDED = {
    "aibuild": [("/operations/{operation_id}/stream", "GET")],  # it lasts as long as its operation, here for ever
    # These end the credential that asks.
    "coordinaitor": [("/api/v1/auth/logout", "POST")],
    "nexus-forge": [("/auth/logout", "POST")],
    "pixell": [("/api/auth/logout", "POST"), ("/api/auth/sessions/{session_id}", "DELETE")],
}
"""What is not asked, by door."""


@pytest.fixture(scope="module")
def target(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with server(database_url, tmp_path_factory.mktemp("doors")) as target:
        yield target


def schema_of(door: str, target: Target, headers: dict[str, str]) -> BaseSchema:
    """A door's document, with whose headers and how often its operations are asked."""
    (path,) = [item.path for item in DOORS if item.name == door]
    document = httpx.get(f"{target.url}{path}/openapi.json", timeout=_PATIENCE).json()
    project = ProjectConfig(
        base_url=f"{target.url}{base_of(document)}",
        headers=headers,
        generation=_GENERATION,
        phases=_PHASES if headers else _FUZZING_ALONE,
        checks=_CHECKS,
    )
    config = schemathesis.Config(
        seed=None if _EXAMPLES else _SEED,
        cache=CacheConfig(enabled=False),
        projects=ProjectsConfig(default=project),
    )
    schema = schemathesis.openapi.from_dict(document, config=config)
    for excluded, method in EXCLUDED.get(door, ()):
        schema = schema.exclude(path=excluded, method=method)  # pyright: ignore[reportUnknownMemberType]
    return schema


def faults_of(schema: BaseSchema) -> list[str]:
    """What is wrong with the answers, each fault of an operation once."""
    faults: dict[str, str] = {}
    statuses: Counter[int] = Counter()
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished():
                statuses.update(_statuses(event.recorder))
                faults.update(_failures(event.recorder))
            case events.NonFatalError():
                faults[f"{event.label} {event.value!r}"] = str(event.info)
            case events.FatalError():
                raise event.exception
            case _:
                pass
    assert statuses  # it has asked
    return [f"{name}\n{words}\n" for name, words in faults.items()]


def _statuses(recorder: ScenarioRecorder) -> Iterator[int]:
    for interaction in recorder.interactions.values():
        if interaction.response is not None:
            yield interaction.response.status_code


def _failures(recorder: ScenarioRecorder) -> Iterator[tuple[str, str]]:
    for checks in recorder.checks.values():
        for check in checks:
            if check.status is Status.FAILURE and check.failure_info is not None:
                failure = check.failure_info.failure
                yield f"{recorder.label}: {check.name}: {failure.title}", f"{failure}\n{check.failure_info.code_sample}"


@pytest.mark.parametrize("door", DOOR_NAMES)
def test_answers_to_an_operator_are_what_the_document_says(door: str, target: Target) -> None:
    operator = {"Authorization": f"Bearer {target.token}"}
    faults = faults_of(schema_of(door, target, operator))
    assert not faults, "\n".join(faults)
    still = httpx.get(f"{target.url}/pixell/api/auth/session", headers=operator, timeout=_PATIENCE)
    assert still.status_code == 200, "something that was asked has ended the credential: see EXCLUDED"


@pytest.mark.parametrize("door", DOOR_NAMES)
def test_answers_to_nobody_are_what_the_document_says(door: str, target: Target) -> None:
    faults = faults_of(schema_of(door, target, {}))
    assert not faults, "\n".join(faults)
