"""What stands in for the sandbox's own folders when an operator has switched isolation off."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from millwright.factory.sandbox.command import Job
from millwright.factory.sandbox.types import Scratch


def on_the_host(job: Job, home: Path) -> tuple[Job, dict[str, Path]]:
    """The same job with every path inside spelled as the host's, and where each of its mounts is."""
    places: dict[str, Path] = {}
    for number, mount in enumerate(job.mounts):
        if isinstance(mount, Scratch):
            places[mount.target] = home / str(number)
            places[mount.target].mkdir()
        else:
            places[mount.target] = mount.source
    paths = {target: str(place) for target, place in places.items()}
    here = replace(
        job,
        argv=[_translate(word, paths) for word in job.argv],
        cwd=_translate(job.cwd, paths) if job.cwd != "/" else str(home),
        env={"HOME": str(home), "TMPDIR": str(home)} | {k: _translate(v, paths) for k, v in job.env.items()},
    )
    return here, places


def _translate(text: str, paths: Mapping[str, str]) -> str:
    for inside in sorted(paths, key=len, reverse=True):
        text = re.sub(rf"(?<![\w./-]){re.escape(inside)}(?=/|[^\w.-]|$)", paths[inside].replace("\\", r"\\"), text)
    return text
