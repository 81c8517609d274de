"""How long a prompt takes to become a running application, phase by phase, on a warm server of its own.

It starts a server on a fresh data folder, warms it with one application, then builds others from prompts it has not
seen, and does not take the server's word for it: it asks each URL, fetches each source, and runs its tests again with
the ordinary pytest of the toolchain's Python, in a plain process.

    python bench/prompt_to_app.py [--runs 5] [--json FILE]
"""

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from millwright.doors.cli.client import Client, JsonObject, json_object, objects
from millwright.doors.cli.servers import start_server
from millwright.settings import Settings

WARM_UP = "A list of the records that I own, with artist, title, year and condition"
FIVE = (
    "A bike repair shop that keeps customers, bikes, repairs, parts and invoices. Customers book repairs, mechanics "
    "move repairs across a board, the owner sees revenue charts and exports invoices as CSV"
)
THREE = "A library that keeps books, loans and members: librarians track loans on a board by status"


@dataclass(frozen=True)
class Measured:
    """One application. Seconds from the request: until its URL answered, and until all was verified."""

    prompt: str
    entities: int
    ready: float
    total: float
    phases: dict[str, float]
    lines: int
    passed: int
    failed: int
    rerun_passed: int


def measure(client: Client, prompt: str) -> Measured:
    """Builds one application and checks what was said about it; raises when something is not true."""
    began = time.monotonic()
    started = client.post("/projects/generate", {"prompt": prompt})
    last: JsonObject = {}
    for event, data in client.stream(f"/operations/{started['operationId']}/stream"):
        last = data if event == "operation" else last
    seconds = time.monotonic() - began
    if last["status"] != "succeeded":
        raise SystemExit(f"{prompt}: {last['error']}")
    result = json_object(last["result"])
    answer = httpx.get(f"{result['url']}/api/health")
    answer.raise_for_status()
    spec = client.get(f"/projects/{started['projectId']}/spec")
    tests = json_object(result["tests"])
    return Measured(
        prompt=prompt,
        entities=len(spec["entities"]) if isinstance(spec["entities"], list) else 0,
        ready=float(str(result["readySeconds"])),
        total=round(seconds, 3),
        phases={
            **{str(phase["name"]): float(str(phase["seconds"])) for phase in objects(last["phases"])},
            **{name: float(str(value)) for name, value in json_object(result["timings"]).items()},
        },
        lines=int(str(result["lines"])),
        passed=int(str(tests["passed"])),
        failed=int(str(tests["failed"])),
        rerun_passed=rerun(client, str(started["projectId"])),
    )


def rerun(client: Client, project_id: str) -> int:
    """Runs the back end's tests of the fetched source again, outside Millwright; answers how many passed."""
    python = Settings().toolchain / "python" / "bin" / "python"
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(client.content(f"/projects/{project_id}/archive"))).extractall(folder)
        report = Path(folder) / "report.xml"
        command = [str(python), "-m", "pytest", "-q", f"--junitxml={report}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"the source's own tests fail outside Millwright:\n{done.stdout[-2000:]}")
        return int(report.read_text().split('tests="')[1].split('"')[0])


def main() -> None:
    """Prints a line for each application and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="how often each prompt is built")
    parser.add_argument("--json", type=Path, help="write all figures there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mw-bench-") as folder:
        server = start_server(Path(folder), "127.0.0.1", 0, detached=False)
        try:
            with Client(server.url, server.key) as client:
                measure(client, WARM_UP)
                measured = [measure(client, prompt) for _ in range(options.runs) for prompt in (FIVE, THREE)]
        finally:
            if server.process is not None:
                server.process.terminate()
                server.process.wait(timeout=30)
    for prompt in (FIVE, THREE):
        report([one for one in measured if one.prompt == prompt])
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in measured], indent=2))


def report(runs: list[Measured]) -> None:
    """The medians of one prompt's runs."""
    first = runs[0]
    print(f"{first.entities} entities, {first.lines} lines, {first.passed} tests ({first.rerun_passed} rerun)")
    print(
        f"  prompt to answering URL  {median([r.ready for r in runs])}   to verified  {median([r.total for r in runs])}"
    )
    for phase in first.phases:
        print(f"    {phase:16} {median([r.phases[phase] for r in runs])}")


def median(values: list[float]) -> str:
    """The median, with the least and the most."""
    return f"{statistics.median(values):6.2f} s  ({min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
