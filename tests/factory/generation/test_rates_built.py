"""Generated applications tell rates of what counts, and nothing where there is nothing to measure against."""

import pytest

from millwright.factory.generation.compiler import compile_formatted
from millwright.factory.generation.dashboard import ChartKind, Measure
from millwright.factory.generation.spec import AppSpec, Chart, Figure
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool, Task
from tests.factories.specs import corners

pytestmark = pytest.mark.slow


def measured() -> AppSpec:
    """Every way to tell a rate, and a funnel, of records that nobody else reads."""
    rate = {"entity": "body", "measure": Measure.RATE, "of": "state", "values": ("done",)}
    return corners().model_copy(
        update={
            "name": "Rates",
            "charts": (
                Chart(name="by_first", label="By first", by="first", kind=ChartKind.RANKING, **rate),  # pyright: ignore[reportArgumentType]
                Chart(name="by_place", label="By place", by="place", **rate),  # pyright: ignore[reportArgumentType]
                Chart(name="way", label="Way", entity="body", kind=ChartKind.FUNNEL, by="state"),
                Chart(name="sizes", label="Sizes", entity="person", by="size"),
            ),
            "figures": (
                Figure(name="done", label="Done", **rate),  # pyright: ignore[reportArgumentType]
                Figure(name="on", label="On", entity="test_flag", measure=Measure.RATE, of="on_off"),
                Figure(name="heavy", label="Heavy", entity="body", measure=Measure.RATE, of="weight", least=3),
                Figure(name="weight", label="Weight", entity="body", measure=Measure.SUM, of="weight"),
            ),
        }
    )


async def test_rates_pass_their_own_tests(sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool) -> None:
    tree = await compile_formatted(AppSpec.model_validate(measured().model_dump()), sandbox, toolchain)
    server = {path: text for path, text in tree.items() if not path.startswith("frontend/")}
    result = await pool.run_pytest(
        ["-q", "--tb=short", "-p", "no:cacheprovider", "tests/test_dashboard.py"], Task(server)
    )
    assert result.ok, result.stdout.decode()
    text = server["tests/test_dashboard.py"].decode()
    assert text.count("def test_the_rate_") == 5
    assert "def test_the_funnel_way_" in text
