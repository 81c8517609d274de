"""Builds every prompt of the given files and says which end as verified applications, how fast, and how large.

    python bench/green.py --prompts prompts.jsonl [--only dev001,dev002] [--out green.jsonl] [--server URL]

One line of JSON for each prompt goes to `--out` (seconds in all and by phase and check, lines of code, pages), and a
run goes on where an earlier one ended. Each application is stopped once it is known. Exit code 1 when any is not
verified.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

# Run as a file, Python looks beside the file for modules, and not at the root.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.judge.building import build, serving, stop
from millwright.doors.cli.client import Client


def prompts(files: list[Path], only: set[str]) -> Iterator[tuple[str, str]]:
    """Id and prompt of each line."""
    for file in files:
        for line in file.read_text().splitlines():
            row = json.loads(line)
            if not only or row["id"] in only:
                yield row["id"], row["prompt"]


def measure(client: Client, name: str, prompt: str) -> dict[str, object]:
    """Builds one application, and stops it."""
    built = build(client, prompt)
    stop(client, built)
    return {
        "id": name,
        "verified": built.verified,
        "seconds": built.seconds,
        "lines": built.lines,
        "pages": built.pages,
        "timings": built.timings,
        "problem": built.problem,
    }


def main() -> None:
    """Builds what has no line yet, and sums up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, nargs="+", required=True)
    parser.add_argument("--only", default="", help="ids, separated by commas")
    parser.add_argument("--out", type=Path, default=Path("green.jsonl"))
    parser.add_argument("--server", help="a server that runs, in place of one of its own")
    given = parser.parse_args()
    known = [json.loads(line) for line in given.out.read_text().splitlines()] if given.out.exists() else []
    done = {row["id"] for row in known}
    with serving(given.server) as client, given.out.open("a") as out:
        for name, prompt in prompts(given.prompts, set(filter(None, given.only.split(",")))):
            if name in done:
                continue
            row = measure(client, name, prompt)
            known.append(row)
            out.write(json.dumps(row) + "\n")
            out.flush()
            print(f"{name}: {'verified' if row['verified'] else row['problem'] or 'not verified'} {row['seconds']} s")
    seconds = [float(row["seconds"]) for row in known]
    green = sum(bool(row["verified"]) for row in known)
    print(f"{green} of {len(known)} verified; median {statistics.median(seconds):.1f} s, worst {max(seconds):.1f} s")
    sys.exit(0 if green == len(known) else 1)


if __name__ == "__main__":
    main()
