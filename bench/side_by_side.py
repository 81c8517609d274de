"""Builds one application for each prompt and serves them all, for people who judge them by eye.

    python bench/side_by_side.py --prompts FILE.jsonl [--only ids] --out FOLDER --list apps.json --port 9500

Writes where each one answers, and its demonstration accounts, to `--list`, then serves until it is told to end. Outside
the sandbox: only for prompts of your own.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from pathlib import Path

# Run as a file, Python looks beside the file for modules, and not at the root.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.green import prompts
from bench.try_prompt import build, start
from millwright.factory.generation import demo_accounts, read


def main() -> None:
    """Reads the arguments, builds one after the other, and serves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, required=True)
    parser.add_argument("--only", default="", help="ids, separated by commas")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the applications")
    parser.add_argument("--list", type=Path, required=True, help="where to write what is served")
    parser.add_argument("--port", type=int, required=True, help="that of the first; the others follow")
    given = parser.parse_args()
    told: list[dict[str, object]] = []
    processes: list[subprocess.Popen[bytes]] = []
    for number, (name, prompt) in enumerate(prompts([given.prompts], set(filter(None, given.only.split(","))))):
        spec, port = read(prompt), given.port + number
        asyncio.run(build(spec, given.out / name))
        processes.append(start(given.out / name, port))
        accounts = [{"email": one.email, "password": one.password, "role": one.role} for one in demo_accounts(spec)]
        told.append({"id": name, "prompt": prompt, "url": f"http://127.0.0.1:{port}", "accounts": accounts})
        given.list.write_text(json.dumps(told, indent=1) + "\n")
    for process in processes:
        process.wait()


if __name__ == "__main__":
    main()
