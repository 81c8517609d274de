"""Writes the OpenAPI documents that the console's types are made of: documents.py FOLDER. No server is needed."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from fastapi import FastAPI

from millwright.doors.http.services import Services
from millwright.doors.mounts import DOORS

_SPOKEN = ("aibuild", "pixell")
"""The contracts that the console speaks."""


def main(folder: Path) -> None:
    """Writes ``aibuild.json`` and ``pixell.json``, each path with what its contract is mounted at."""
    folder.mkdir(parents=True, exist_ok=True)
    services = cast("Services", SimpleNamespace(tracer_provider=None))  # what answers requests is never asked
    for door in DOORS:
        if door.name in _SPOKEN:
            document = cast("FastAPI", door.create_app(services)).openapi()
            document["paths"] = {door.path + path: methods for path, methods in document["paths"].items()}
            (folder / f"{door.name}.json").write_text(json.dumps(document))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
