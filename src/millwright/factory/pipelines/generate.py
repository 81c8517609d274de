"""Generation: a wish becomes a specification, a candidate revision, a checked artefact, a preview, a verified head.

Each step stands being repeated: what it makes is named by ids derived from the operation's, so that a step that died
half-way finds its own traces instead of making a second set.
"""

import asyncio
from uuid import UUID, uuid5

from millwright.factory import projects
from millwright.factory.generation import AppSpec, compile_formatted, read
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.candidates import browse_candidate, carried_out, release_candidate
from millwright.factory.pipelines.kinds import GenerateInput
from millwright.factory.pipelines.results import Browsed, Checked, Generated, Released, Written
from millwright.factory.pipelines.verify import check_revision
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import Author, NewRevision
from millwright.platform.jobs import Run


async def generate(shop: Workshop, run: Run, wish: GenerateInput) -> Generated:
    """Carries one generation through; raises `DomainError`, with the project marked as failed, when it cannot be."""
    return await carried_out(shop, run, wish.project_id, _generate(shop, run, wish))


async def _generate(shop: Workshop, run: Run, wish: GenerateInput) -> Generated:
    spec = AppSpec.parse(await run.step("read", _read, wish))
    run.log(f"{spec.name}: {', '.join(entity.plural_label for entity in spec.entities)}")
    written = await run.step("write", _write, shop, run, wish, spec)
    run.log(f"{written.files} files, {written.lines} lines")
    checked = await run.step("check", check_revision, shop, run, UUID(written.revision_id))
    conclusions.require_passed(checked.failures)
    released = await run.step("release", release_candidate, shop, run, written.revision_id, checked)
    run.log(f"Answers at {released.url}")
    browsed = await browse_candidate(shop, run, UUID(released.deployment_id))
    conclusions.require_passed(browsed.failures)
    return await run.step("finish", _finish, run, spec, written, checked, released, browsed)


async def _read(wish: GenerateInput) -> str:
    """The specification as JSON; read in a thread, for a long prompt takes a while."""
    spec = await asyncio.to_thread(read, wish.prompt, name=wish.name)
    return spec.to_json()


async def _write(shop: Workshop, run: Run, wish: GenerateInput, spec: AppSpec) -> Written:
    files = await compile_formatted(spec, shop.sandbox, shop.toolchain)
    stored = await projects.store(shop.blobs, files)
    async with run.transaction() as ctx:
        project = await projects.get(ctx, wish.project_id, lock=True)
        new = NewRevision(
            Author.AI,
            f"Generated from: {wish.prompt[:200]}",
            spec.to_json(),
            project.head_id,
            uuid5(run.id, "revision"),
        )
        revision = await projects.save(ctx, project, new, stored)
    lines = sum(content.count(b"\n") for content in files.values())
    return Written(revision_id=str(revision.id), files=len(files), lines=lines)


async def _finish(
    run: Run, spec: AppSpec, written: Written, checked: Checked, released: Released, browsed: Browsed
) -> Generated:
    """Makes the candidate the project's head, verified when the browser has seen it too, and sums up."""
    verified = browsed.not_run is None and not checked.not_run
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id, lock=True)
        revision = await projects.get_revision(ctx, project, UUID(written.revision_id))
        await projects.promote(ctx, project, revision, verified=verified)
        await projects.mark(ctx, project, projects.ProjectState.READY)
        asked = await conclusions.asked_at(ctx, run.id)
    return Generated(
        url=released.url,
        slug=project.slug,
        name=project.name,
        revision_id=written.revision_id,
        deployment_id=released.deployment_id,
        digest=str(checked.digest),
        verified=verified,
        ready_seconds=released.ready_seconds,
        total_seconds=round((run.clock() - asked).total_seconds(), 3),
        timings={**checked.timings, "browse": browsed.seconds},
        tests=checked.tests,
        pages=browsed.pages,
        files=written.files,
        lines=written.lines,
        not_run=conclusions.not_run(checked, browsed),
        not_built=conclusions.told(spec.not_built),
        assumptions=conclusions.told(spec.reasons),
    )
