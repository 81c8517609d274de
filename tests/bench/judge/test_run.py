"""A run of the judge: whom it draws, what it keeps, and how it goes on."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.judge import run, verdicts
from bench.judge.judge import Bounds
from bench.judge.run import Prompt
from bench.judge.verdicts import AppVerdict, Check, Kind, Verdict

PROMPTS = [Prompt(f"p{number}", f"prompt {number}") for number in range(20)]


def app(name: str, *found: Verdict) -> AppVerdict:
    checks = [Check(kind=Kind.WISH, name="browse|plants", verdict=verdict, seen="seen") for verdict in found]
    return AppVerdict(id=name, prompt="a shop", name="Shop", pages=3, checks=checks)


def test_the_same_seed_draws_the_same_sample_and_another_seed_another() -> None:
    drawn = [prompt.id for prompt in run.choose(PROMPTS, only=[], sample=5, seed=3)]
    assert drawn == [prompt.id for prompt in run.choose(PROMPTS, only=[], sample=5, seed=3)]
    assert drawn != [prompt.id for prompt in run.choose(PROMPTS, only=[], sample=5, seed=4)]
    assert len(drawn) == 5


def test_only_those_named_are_judged() -> None:
    assert [prompt.id for prompt in run.choose(PROMPTS, only=["p7", "p2"], sample=None, seed=1)] == ["p2", "p7"]


def test_half_points_count_half_and_what_is_not_built_does_not_count() -> None:
    checks = app("p1", Verdict.YES, Verdict.PARTLY, Verdict.NO, Verdict.NOT_BUILT).checks
    assert verdicts.score(checks) == 0.5
    assert verdicts.score([]) is None


def test_verdicts_are_kept_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.json"
    assert verdicts.load(file) == []
    verdicts.save(file, [app("p1", Verdict.YES)])
    assert verdicts.load(file) == [app("p1", Verdict.YES)]


def test_the_table_has_a_row_for_each_application_and_each_fault() -> None:
    table = verdicts.table([app("p1", Verdict.YES), app("p2", Verdict.NO)])
    assert "| p1 | Shop | 100% | 0 | - | 3 |  |" in table
    assert "| **all** | 2 | **50%** |" in table
    assert "| p2 | wish | no |  | browse\\|plants: seen |" in table


async def test_a_run_goes_on_where_the_last_one_ended_and_builds_again_what_was_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []

    @contextmanager
    def serving(url: str | None) -> Generator[None]:
        yield

    async def judge_one(client: object, chromium: object, prompt: Prompt, out: Path, **rest: object) -> AppVerdict:
        await asyncio.sleep(0)
        built.append(prompt.id)
        return app(prompt.id, Verdict.YES)

    monkeypatch.setattr(run, "serving", serving)
    monkeypatch.setattr(run, "judge_one", judge_one)
    monkeypatch.setattr(run, "axe_file", lambda: Path("axe.js"))
    unbuilt = AppVerdict(id="p2", prompt="a shop")
    verdicts.save(tmp_path / "verdicts.json", [app("p0", Verdict.NO), unbuilt])
    await run.judge_all(PROMPTS[:3], tmp_path, None, Bounds())
    assert built == ["p1", "p2"]
    assert [each.id for each in verdicts.load(tmp_path / "verdicts.json")] == ["p0", "p1", "p2"]
    assert (tmp_path / "verdicts.md").read_text().startswith("| app |")
