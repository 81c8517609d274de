"""What the compiler makes passes every check as it is."""

import pytest

from millwright.factory.checks import Checker, CheckName
from millwright.factory.generation import AppSpec, compile_formatted, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from tests.factories.specs import bike_shop, corners, hostile, library

pytestmark = pytest.mark.slow
ONE_KIND = "A website with home, about us, products and contact pages, where users find information"
"""What is searched there is of one kind only."""
SPECS = (bike_shop(), library(), hostile(), corners(), read(ONE_KIND))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.slug)
async def test_a_compiled_application_passes_every_check(
    checker: Checker, sandbox: Sandbox, toolchain: Toolchain, spec: AppSpec
) -> None:
    checked = await checker.check(await compile_formatted(spec, sandbox, toolchain))
    report = checked.report
    assert report.passed, [(check.name, check.reason, check.findings[:3]) for check in report.failed]
    assert (report.coverage or 0) > 80
    assert {check.name for check in report.checks} == set(CheckName)
