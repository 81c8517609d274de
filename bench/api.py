"""How many requests a second one process answers through ordinary routes: a list of 20, one, and making one.

It starts a server of its own with everything on (credentials, limits, events, webhooks reading along), makes an account
and 25 projects, and asks with wrk from a process of its own over 16 connections. CPU is the server's, per request.

    python bench/api.py [--seconds 8]
"""

import argparse
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from seeded import seeded_server

CONNECTIONS = 16
LIST_OF = 20
KEY = '{"name": "bench"}'


@dataclass(frozen=True)
class Figures:
    """Requests a second, the median's and 99th percentile's milliseconds, and milliseconds of CPU for each."""

    name: str
    rate: float
    median: float
    worst: float
    cpu: float


def load(name: str, url: str, key: str, pid: int, seconds: int, body: str | None = None) -> Figures:
    """Asks `url` for so long, and checks that every answer was a success."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "ask.lua"
        method = f'wrk.method = "POST"\nwrk.body = [[{body}]]\n' if body is not None else ""
        headers = f'wrk.headers["Authorization"] = "Bearer {key}"\nwrk.headers["Content-Type"] = "application/json"\n'
        script.write_text(method + headers)
        before = cpu_seconds(pid)
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), url]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        used = cpu_seconds(pid) - before
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise SystemExit(f"{name}: not all were answered well\n{printed}")
    found = re.search(r"(\d+) requests in", printed)
    assert found is not None
    count = int(found.group(1))
    return Figures(name, rate(printed), percentile(printed, 50), percentile(printed, 99), used / count * 1000)


def rate(printed: str) -> float:
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found is not None
    return float(found.group(1))


def percentile(printed: str, wanted: int) -> float:
    found = re.search(rf"{wanted}%\s+([\d.]+)(us|ms|s)", printed)
    assert found is not None
    return float(found.group(1)) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found.group(2)]


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, without its children (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=8, help="for each of the three")
    seconds = parser.parse_args().seconds
    with seeded_server() as (server, project):
        assert server.process is not None
        base, pid = f"{server.url}/aibuild/v1", server.process.pid
        measured = [
            load(f"list of {LIST_OF}", f"{base}/projects?limit={LIST_OF}", server.key, pid, seconds),
            load("get", f"{base}/projects/{project}", server.key, pid, seconds),
            load("create", f"{base}/api-keys", server.key, pid, seconds, KEY),
        ]
    for figures in measured:
        print(
            f"{figures.name:10} {figures.rate:8.0f}/s   p50 {figures.median:6.1f} ms   p99 {figures.worst:6.1f} ms"
            f"   {figures.cpu:5.2f} ms CPU each"
        )


if __name__ == "__main__":
    main()
