"""A generated application lives without Millwright: what its README says, done with ordinary tools."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from millwright.factory.generation import compile_formatted
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from tests.factories.specs import library

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def run(command: str, folder: Path, env: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=dict(env), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout + done.stderr


@pytest.fixture
async def folder(sandbox: Sandbox, toolchain: Toolchain, tmp_path: Path) -> Path:
    """The source in a plain folder, as `millwright source` writes it."""
    for path, content in (await compile_formatted(library(), sandbox, toolchain)).items():
        target = tmp_path / "app" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tmp_path / "app"


def test_the_readme_works_with_ordinary_tools(folder: Path) -> None:
    readme = (folder / "README.md").read_text()
    for command in ("pip install -r requirements.txt", "npm install", "npm run build", "npm test", "pytest"):
        assert re.search(rf"^{re.escape(command)}\b", readme, re.MULTILINE), command
    subprocess.run([sys.executable, "-m", "venv", str(folder / ".venv")], check=True)
    env = {**os.environ, "PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}", "CI": "1"}
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTEST_ADDOPTS"):
        env.pop(name, None)
    run("pip install --quiet --disable-pip-version-check -r requirements.txt", folder, env)
    assert re.search(r"\d+ passed", run("pytest -q", folder, env))
    run("npm install --no-audit --no-fund", folder, env)
    assert re.search(r"Tests\s+\d+ passed", run("npm test", folder, {**env, "NO_COLOR": "1"}))
    run("npm run build", folder, env)
    answer = serve_and_get(folder, env)
    assert answer.status_code == 200
    assert "<html" in answer.text


def serve_and_get(folder: Path, env: dict[str, str]) -> httpx.Response:
    """What the application answers at / when it is started as its README says."""
    socket = folder / "s.sock"
    command = ["uvicorn", "backend.main:app", "--uds", str(socket)]
    ours = {**env, "DEMO": "1", "DATA_DIR": str(folder / "data")}
    with subprocess.Popen(command, cwd=folder, env=ours, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + 30
            while not socket.exists():
                assert time.monotonic() < deadline, "it did not start"
                time.sleep(0.05)
            with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://app") as client:
                return client.get("/")
        finally:
            server.terminate()
