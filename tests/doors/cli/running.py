"""Running command lines, and what they say."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from millwright.doors.cli import main


@dataclass(frozen=True)
class Said:
    """How a command line ended that was run within this process, which takes no time to start."""

    code: object
    out: str
    err: str


Run = Callable[..., Said]


def refusal(done: Said | subprocess.CompletedProcess[str], code: int) -> str:
    """The one line on standard error with which a command has refused."""
    if isinstance(done, subprocess.CompletedProcess):
        done = Said(done.returncode, done.stdout, done.stderr)
    assert (done.code, done.out) == (code, ""), done.err
    assert done.err.count("\n") == 1, done.err
    return done.err.strip()


def run_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], env: dict[str, str]
) -> Said:
    """Runs ``millwright`` with these arguments and no other environment than this."""
    with monkeypatch.context() as patch:
        for name in os.environ.keys() - env.keys():
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["millwright", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    captured = capsys.readouterr()
    return Said(ended.value.code, captured.out, captured.err)
