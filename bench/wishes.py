"""Prints what the reader makes of each prompt: records, people, parts, and what it lists as not built.

    python bench/wishes.py --prompts prompts.jsonl [--only dev001,dev002]
    python bench/wishes.py "A shop for handmade jewelry with reviews"

For reading with one's own eyes: what a prompt asks for and what is in neither list was lost. Nothing is built.
"""

import argparse
import sys
from pathlib import Path

# Run as a file, Python looks beside the file for modules, and not at the root.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.green import prompts
from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import Entity, Layout
from millwright.kit.errors import DomainError


def told(spec: AppSpec) -> str:
    """One line for each kind of thing in a specification."""
    roles = ", ".join(role.label + ("*" if role.admin else "+" if role.signup else "") for role in spec.roles)
    parts = ", ".join(part.capability + (f"({part.entity})" if part.entity else "") for part in spec.parts)
    lines = [f"  {'SITE' if spec.layout is Layout.SITE else 'WORK'} {spec.name} | {roles}"]
    lines += [f"  . {_entity(entity)}" for entity in spec.entities if not entity.internal]
    lines.append(f"  parts: {parts}")
    if spec.pages:
        lines.append(f"  pages: {', '.join(page.label for page in spec.pages)}")
    views = [*(board.label for board in spec.boards), *(chart.label for chart in spec.charts)]
    views += [f"[{figure.label}]" for figure in spec.figures]
    lines.append(f"  views: {', '.join(views)}")
    lines += [f"  - {reason.subject} [{reason.because[:60]}]" for reason in spec.not_built]
    return "\n".join(lines)


def _entity(entity: Entity) -> str:
    fields = ", ".join(field.name + ("@" if field.target else "") for field in entity.fields)
    fields += "".join(f", ={formula.name}" for formula in entity.formulas)
    return f"{entity.label}{_files(entity)}: {fields}"


def _files(entity: Entity) -> str:
    formats = [*(["csv"] if entity.export else []), *entity.formats]
    return f" ({', '.join(formats)})" if formats else ""


def main() -> None:
    """Reads each prompt and prints it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompt", nargs="*")
    parser.add_argument("--prompts", type=Path, nargs="*", default=[])
    parser.add_argument("--only", default="", help="ids, separated by commas")
    given = parser.parse_args()
    found = [*enumerate(given.prompt), *prompts(given.prompts, set(filter(None, given.only.split(","))))]
    for name, prompt in found:
        print(f"{name}: {prompt}")
        try:
            print(told(read(prompt)))
        except DomainError as error:
            print(f"  refused: {error}")
        print()


if __name__ == "__main__":
    main()
