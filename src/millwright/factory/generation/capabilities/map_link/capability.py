"""The address with its link, on the contact page, or on home where there is none."""

from urllib.parse import quote_plus

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.maps.reading import maps_wished, own_place
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_section
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.site_texts import texts_of
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import AppSpec

_COMPONENT = Component("FindUs", "components/map/FindUs")
_MAP = frozenset({"map", "maps"})
_INWARD = frozenset({"data", "heat", "sensor", "traffic", "flow"})


def _draft(reading: Reading) -> None:
    """An address is a text of the site, not a record."""


def _settle(reading: Reading) -> None:
    drawn = any(part.capability == "maps" for part in reading.parts)
    asked = [wish for wish in reading.wished("maps") if own_place(wish) or (not drawn and wish in maps_wished(reading))]
    said = [wish for wish in reading.wished("map_link") if not drawn or wish.words.lower() != "directions"]
    said += [wish for wish in asked if _MAP & {*wish.words.lower().split()}]
    wishes = [w for w in said if not _INWARD & {token.low for token in w.sentence.tokens}]
    if wishes and reading.layout is Layout.SITE:
        address = texts_of(reading).facts[0].text
        page = next((page for page in reading.pages if page.name == "contact"), reading.pages[0])
        section = Section(kind=SectionKind.PART, capability="map_link", title="How to find us")
        add_section(reading, page.name, page.label, section)
        add_part(reading, Part(capability="map_link", options={"address": address}), wishes[0].words)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    address = part.options["address"]
    values = {"address": address, "query": quote_plus(address)}
    template = "capabilities/map_link/templates/FindUs.tsx.j2"
    return Contribution(
        files={f"frontend/src/{_COMPONENT.module}.tsx": render(template, **values)},
        section=_COMPONENT,
        readme=("The address leads to its place on OpenStreetMap.",),
    )


CAPABILITY = Capability("map_link", _draft, _settle, _contribute, after=("maps",))
