"""Generation: a wish becomes a specification, a candidate revision, a checked artefact, a preview, a verified head.

Each step stands being repeated: what it makes is named by ids derived from the operation's, so that a step that died
half-way finds its own traces instead of making a second set.
"""

import asyncio
from uuid import UUID, uuid5

from millwright.factory import projects
from millwright.factory.generation import AppSpec, compile_formatted, read
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.candidates import Proven, carried_out, prove, take_over
from millwright.factory.pipelines.kinds import GenerateInput
from millwright.factory.pipelines.results import Generated, Written
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
    proven = await prove(shop, run, UUID(written.revision_id))
    return await run.step("finish", _finish, shop, run, spec, written, proven)


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


async def _finish(shop: Workshop, run: Run, spec: AppSpec, written: Written, proven: Proven) -> Generated:
    proof = await take_over(shop, run, proven)
    return Generated(
        **dict(proof),
        files=written.files,
        lines=written.lines,
        records=[entity.plural_label for entity in spec.entities if not entity.internal],
        roles=[role.label for role in spec.roles],
        not_built=conclusions.told(spec.not_built),
        assumptions=conclusions.told(spec.reasons),
    )
