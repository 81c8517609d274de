"""Several times in one booking, as the reader and the compiler know it; the rules are those of `booking`."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part


def _draft(_reading: Reading) -> None:
    """Booking adds the field for the hours to its own record."""


def _settle(reading: Reading) -> None:
    """Says of what one books several hours."""
    for part in [part for part in reading.parts if part.capability == "booking" and "hours" in part.options]:
        because = because_of(reading.wished("spans"), "what is let by the hour is had for several")
        add_part(reading, Part(capability="spans", entity=part.entity), because)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """A line for people; `booking` has the rest in its own files."""
    many = in_sentence(AppView(spec).entity(str(part.entity)).plural_label)
    return Contribution(readme=(f"Book {many} for several hours that follow each other.",))


CAPABILITY = Capability("spans", _draft, _settle, _contribute, after=("booking",))
