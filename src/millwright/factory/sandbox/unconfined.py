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
    for target, place in places.items():
        stand_in = Path(translate(target, {other: there for other, there in places.items() if other != target}))
        if stand_in.is_relative_to(home):  # mounted inside another folder: a link there shows the same
            stand_in.parent.mkdir(parents=True, exist_ok=True)
            stand_in.symlink_to(place)
    here = replace(
        job,
        argv=[translate(word, places) for word in job.argv],
        cwd=translate(job.cwd, places) if job.cwd != "/" else str(home),
        env={"HOME": str(home), "TMPDIR": str(home)} | {k: translate(v, places) for k, v in job.env.items()},
    )
    return here, places


def translate(text: str, places: Mapping[str, Path]) -> str:
    """`text` with each path inside replaced by its place on the host; all of it as it was when there are none."""
    if not places:
        return text
    inside = "|".join(re.escape(target) for target in sorted(places, key=len, reverse=True))
    return re.sub(rf"(?<![\w./-])({inside})(?=/|[^\w.-]|$)", lambda found: str(places[found[1]]), text)
