"""Judges applications built from prompts, in a real browser, as a stranger would; see docs/dev/judge.md.

    python bench/judge/run.py --prompts FILE.jsonl [--only ids] [--sample 40 --seed 1] [--out FOLDER] [--server URL]

Each line of FILE is ``{"id": …, "prompt": …}``. A run goes on where the last one ended: what was judged, by
FOLDER/verdicts.json, is skipped; what could not be built is built again.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

# Run as a file, Python looks beside the file for modules, and not at the root.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.judge import verdicts
from bench.judge.building import Built, axe_file, be_nice, build, serving, stop
from bench.judge.judge import AppJudge, Bounds
from bench.judge.verdicts import AppVerdict, Check, Kind, Verdict
from millwright.doors.cli.client import Client, CommandError
from millwright.factory.browser import Chromium


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line of the file."""

    id: str
    text: str


def main() -> int:
    """Builds and judges; answers 0 also where much is wrong: the verdicts say what."""
    options = _options().parse_args()
    prompts = choose(
        [Prompt(str(line["id"]), str(line["prompt"])) for line in map(json.loads, options.prompts.open())],
        only=options.only.split(",") if options.only else [],
        sample=options.sample,
        seed=options.seed,
    )
    # Whoever ends the run ends its server, too.
    signal.signal(signal.SIGTERM, _end)
    be_nice()
    options.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(judge_all(prompts, options.out, options.server, Bounds(seconds=options.seconds)))
    return 0


def _end(number: int, frame: object) -> None:
    sys.exit(128 + number)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--prompts", type=Path, required=True, help="JSON lines of id and prompt")
    parser.add_argument("--only", help="ids to judge, separated by commas")
    parser.add_argument("--sample", type=int, help="judge that many, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1, help="what the sample is drawn by")
    parser.add_argument("--out", type=Path, default=Path("judged"), help="folder of verdicts and pictures")
    parser.add_argument("--server", help="a running server; unset: one of its own, on a fresh data folder")
    parser.add_argument("--seconds", type=float, default=Bounds().seconds, help="bound of judging one application")
    return parser


def choose(prompts: list[Prompt], *, only: list[str], sample: int | None, seed: int) -> list[Prompt]:
    """Those asked for, in the order of the file; a sample is the same for the same seed."""
    chosen = [prompt for prompt in prompts if not only or prompt.id in only]
    if sample is None or sample >= len(chosen):
        return chosen
    drawn = {prompt.id for prompt in random.Random(seed).sample(chosen, sample)}  # noqa: S311
    return [prompt for prompt in chosen if prompt.id in drawn]


async def judge_all(prompts: list[Prompt], out: Path, server: str | None, bounds: Bounds) -> None:
    """Judges those without a verdict, one after the other, and keeps each verdict as soon as there is one."""
    file = out / "verdicts.json"
    # What could not be built is tried again.
    apps = [app for app in verdicts.load(file) if app.pages]
    done = {app.id for app in apps}
    chromium, axe = Chromium(), axe_file()
    try:
        with serving(server) as client:
            for prompt in [prompt for prompt in prompts if prompt.id not in done]:
                app = await judge_one(client, chromium, prompt, out, axe=axe, bounds=bounds)
                apps.append(app)
                verdicts.save(file, apps)
                (out / "verdicts.md").write_text(verdicts.table(apps))
                print(verdicts.line(app), flush=True)
    finally:
        await chromium.close()
    print(verdicts.totals(apps))


async def judge_one(
    client: Client, chromium: Chromium, prompt: Prompt, out: Path, *, axe: Path, bounds: Bounds
) -> AppVerdict:
    """Builds the application, judges and stops it."""
    app = AppVerdict(id=prompt.id, prompt=prompt.text)
    try:
        built = await asyncio.to_thread(build, client, prompt.text)
    except CommandError as error:
        built = Built(problem=str(error))
    app.build_seconds, app.name, app.not_built = built.seconds, built.name, list(built.not_built)
    if built.problem:
        app.checks = [Check(kind=Kind.BUILD, name="build", verdict=Verdict.NO, seen=built.problem)]
        return app
    verified = Verdict.YES if built.verified else Verdict.PARTLY
    began = time.monotonic()
    judge = AppJudge(chromium, built.url, prompt.text, axe=axe, folder=out / prompt.id, bounds=bounds)
    try:
        app.unfinished = await judge.run(list(built.not_built))
    except Exception as error:  # noqa: BLE001 - one application must not end the judging of all others
        traceback.print_exc()
        app.unfinished = f"the judge itself failed: {error}"
    finally:
        await asyncio.to_thread(stop, client, built)
    seen = "its own checks pass" if built.verified else "its own checks do not all pass"
    build_check = Check(kind=Kind.BUILD, name="build", verdict=verified, seen=seen)
    app.load = round(os.getloadavg()[0], 1)
    app.judge_seconds = round(time.monotonic() - began, 1)
    app.roles, app.pages, app.checks = judge.roles, judge.pages, [build_check, *judge.report.checks]
    return app


if __name__ == "__main__":
    sys.exit(main())
