"""Calculators as a capability: a page of their own, and a section of home."""

from collections.abc import Mapping

from millwright.factory.generation.capabilities import Capability, Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.calculator.estimates import formula_of_options, options_of
from millwright.factory.generation.capabilities.calculator.formulas import Formula, formula
from millwright.factory.generation.capabilities.shopping import keep_from_visitors
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, add_section, because_of
from millwright.factory.generation.reader.calculating import NAME, estimate_of, forget_inputs, formula_of, formulas
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import AppSpec

_RATES = "calculation_rate"
_TEMPLATES = f"capabilities/{NAME}/templates"


def draft(reading: Reading) -> None:
    """Adds the rates, where a formula has some."""
    if any(one.rates for one in _calculators(_options(reading))):
        record = add_record(reading, _RATES, because_of(reading.wished(NAME), ""))
        for field in record.fields:
            if field.name == "rate_value":
                field.minimum = 0


def _options(reading: Reading) -> dict[str, str]:
    """What the part is told: the names of known formulas, and the estimate that the prompt spells out."""
    names, estimate = formulas(reading), estimate_of(reading)
    known = {"formulas": ",".join(names)} if names else dict[str, str]()
    return known | (options_of(estimate) if estimate is not None else {})


def _calculators(options: Mapping[str, str]) -> list[Formula]:
    """The formulas that the options name, and the one that they spell out."""
    known = [formula(name) for name in options.get("formulas", "").split(",") if name]
    return known + ([formula_of_options(options)] if "results" in options else [])


def settle(reading: Reading) -> None:
    """Adds the part; what no formula is known for is told."""
    wishes, options = reading.wished(NAME), _options(reading)
    told = {words.lower() for words, _ in reading.not_built}
    reading.not_built += [
        (wish.words, wish.capability.otherwise)
        for wish in (wishes if options and "results" not in options else ())
        if not formula_of(reading, wish) and wish.words.lower() not in told
    ]
    if not options:
        return
    forget_inputs(reading)
    title = next((one.title for one in _calculators(options)), "") if len(_calculators(options)) == 1 else "Calculators"
    rates = reading.entity(_RATES)
    if rates is not None:
        keep_from_visitors(reading, rates)
        options["rates"] = rates.name
    because = because_of(wishes, "")
    add_part(reading, Part(capability=NAME, options=options), because)
    if reading.layout is Layout.SITE:
        section = Section(kind=SectionKind.PART, capability=NAME, title=title)
        add_section(reading, "calculator", "Calculator", section)


def finish(reading: Reading) -> None:
    """Gives the demonstration the usual rates."""
    rates = reading.entity(_RATES)
    if rates is None or all(part.capability != NAME for part in reading.parts):
        return
    known = [rate for one in _calculators(_options(reading)) for rate in one.rates]
    rates.samples = tuple(
        {"name": rate.label, "rate_value": rate.value, "unit": rate.unit or None, "rate_code": rate.code}
        for rate in known
    )


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The calculators, and the rates that they reckon with."""
    found = _calculators(part.options)
    rates = AppView(spec).entity(part.options["rates"]) if "rates" in part.options else None
    site = spec.layout is Layout.SITE
    values: dict[str, object] = {"formulas": found, "rates": rates, "spec": spec, "site": site}
    page = Component("CalculatorPage", "pages/calculator/CalculatorPage")
    files = {
        "frontend/src/components/calculator/Calculators.tsx": render(f"{_TEMPLATES}/Calculators.tsx.j2", **values),
        "frontend/src/components/calculator/Calculators.test.tsx": render(
            f"{_TEMPLATES}/Calculators.test.tsx.j2", **values
        ),
        "frontend/src/lib/calculators.ts": render(f"{_TEMPLATES}/calculators.ts.j2", **values),
    }
    if not site:
        files[f"frontend/src/{page.module}.tsx"] = render(f"{_TEMPLATES}/CalculatorPage.tsx.j2", **values)
    if rates is not None:
        files["backend/app/routes/calculator_rates.py"] = render(f"{_TEMPLATES}/routes.py.j2", **values)
        files["tests/test_calculator_rates.py"] = render(f"{_TEMPLATES}/test_calculator_rates.py.j2", **values)
    return Contribution(
        files=files,
        routers=("calculator_rates",) if rates is not None else (),
        routes=() if site else (Route("/calculator", page, place=Place.WORKSPACE),),
        navigation=() if site else (NavigationItem("Calculator", "/calculator", "Calculator", Place.WORKSPACE),),
        section=Component("Calculators", "components/calculator/Calculators"),
        readme=tuple(f"{one.title}: {one.source}" for one in found),
    )


CAPABILITY = Capability(NAME, draft, settle, contribute, after=("cart",), finish=finish)
