"""Refinement: a wish changes the specification, what is compiled of it is merged with people's edits, and released.

The candidate becomes head only when it has passed what a generation has to pass. The data gets a snapshot before it is
migrated, and is as before when the release does not hold. Each step stands being repeated.
"""

import asyncio
from uuid import UUID, uuid5

from millwright.factory import projects
from millwright.factory.generation import AppSpec
from millwright.factory.generation.refinement import (
    Refinement,
    Spelling,
    compile_refined,
    migrations_of,
    refine,
    without_migrations,
)
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.candidates import Proven, carried_out, prove, take_over
from millwright.factory.pipelines.kinds import RefineInput
from millwright.factory.pipelines.results import Changed, Disputed, Merging, Refined, Wished
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import Author, Following, Merged, NewRevision, Project, Revision, StoredFile
from millwright.kit.errors import DomainError, Kind
from millwright.platform.jobs import Run

_SHOWN_LINES = 40


async def refine_project(shop: Workshop, run: Run, order: RefineInput) -> Refined:
    """Carries one refinement through; raises `DomainError`, with head as it was, when it cannot be."""
    return await carried_out(shop, run, order.project_id, _refine(shop, run, order))


async def _refine(shop: Workshop, run: Run, order: RefineInput) -> Refined:
    wished = await run.step("read", _read, run, order)
    for change in wished.changes:
        run.log(change.text)
    for reason in wished.not_done:
        run.log(f"Not done: {reason.subject}: {reason.because}")
    merging = await run.step("write", _write, shop, run, order, UUID(wished.head_id))
    run.log(f"{merging.files_modified} files changed, {merging.files_added} new, {merging.files_removed} gone")
    for dispute in merging.conflicts:
        run.log(f"Conflict in {dispute.file}{f':{dispute.line}' if dispute.line else ''}: the edited text is kept")
    proven = await prove(shop, run, UUID(merging.revision_id))
    return await run.step("finish", _finish, shop, run, wished, merging, proven)


async def _read(run: Run, order: RefineInput) -> Wished:
    async with run.transaction() as ctx:
        project = await projects.get(ctx, order.project_id)
        head = await projects.get_revision(ctx, project, project.head_id)
    if order.base_id not in {None, head.id}:
        raise head_moved(head)
    refinement = await _understood(project, head, order)
    return Wished(
        head_id=str(head.id),
        changes=[
            Changed(kind=change.kind, place=change.place, text=change.text, because=change.because)
            for change in refinement.changes
        ],
        not_done=conclusions.told(refinement.not_done),
    )


async def _understood(project: Project, head: Revision, order: RefineInput) -> Refinement:
    """The refinement, always the same for the same head."""
    return await asyncio.to_thread(refine, spec_of(head), order.prompt, prompt=project.prompt)


def spec_of(revision: Revision) -> AppSpec:
    """The specification of a revision; raises `DomainError`: ``nothing_to_refine`` for none, ``spec_outdated``."""
    if revision.spec is None:
        message = "These files were not made from a specification, so there is none to refine."
        raise DomainError("nothing_to_refine", Kind.CONFLICT, message)
    return AppSpec.parse(revision.spec)


def head_moved(head: Revision) -> DomainError:
    """That a change was looked at for another revision than the head of now, whose number is in `revision`."""
    message = f"Files were changed since this was looked at: revision {head.number} is the head now. Look at it anew."
    return DomainError("head_moved", Kind.CONFLICT, message, data={"revision": head.number})


async def _write(shop: Workshop, run: Run, order: RefineInput, head_id: UUID) -> Merging:
    async with run.transaction() as ctx:
        project = await projects.get(ctx, order.project_id)
        head = await projects.get_revision(ctx, project, head_id)
        made = await projects.find_compiled(ctx, head)
        digests = await projects.digests_of(ctx, head)
        compiled = await projects.digests_of(ctx, made) if made is not None else digests
    if made is not None and made.compiled is not None:
        compiled = await projects.read_compiled(shop.blobs, made.compiled)
    refinement = await _understood(project, head, order)
    ours = await projects.contents(shop.blobs, digests)
    base = await projects.contents(shop.blobs, compiled)
    old = spec_of(head)
    theirs = await compile_refined(old, refinement, ours, sandbox=shop.sandbox, toolchain=shop.toolchain)
    spelling = Spelling(old, refinement.spec, refinement.renames)
    merged = await asyncio.to_thread(
        projects.merge_trees,
        {**without_migrations(base), **migrations_of(ours)},
        ours,
        theirs,
        following=Following(spelling, spelling) if spelling.changes else projects.UNCHANGED,
        preserve=order.preserve_files,
    )
    return await _save(shop, run, (project, head, refinement), merged, theirs, order)


async def _save(
    shop: Workshop,
    run: Run,
    begun: tuple[Project, Revision, Refinement],
    merged: Merged,
    theirs: dict[str, bytes],
    order: RefineInput,
) -> Merging:
    project, head, refinement = begun
    stored = await projects.store(shop.blobs, merged.files)
    compiled = None
    if merged.files != theirs:
        compiled = await projects.store_compiled(shop.blobs, await projects.store(shop.blobs, theirs))
    disputes = f" ({_counted(len(merged.conflicts))}; the edited text is kept)" if merged.conflicts else ""
    new = NewRevision(
        Author.AI,
        f"Refined: {order.prompt.strip()[:200]}{disputes}",
        refinement.spec.to_json(),
        head.id,
        uuid5(run.id, "revision"),
        compiled,
    )
    async with run.transaction() as ctx:
        project = await projects.get(ctx, project.id, lock=True)
        before = await projects.digests_of(ctx, head)
        revision = await projects.save(ctx, project, new, stored)
    return _merging(revision.id, before, stored, merged)


def _merging(revision_id: UUID, before: dict[str, str], stored: dict[str, StoredFile], merged: Merged) -> Merging:
    shared = before.keys() & stored.keys()
    return Merging(
        revision_id=str(revision_id),
        files_added=len(stored.keys() - before.keys()),
        files_modified=sum(before[path] != stored[path].digest for path in shared),
        files_removed=len(before.keys() - stored.keys()),
        edited=list(merged.carried),
        preserved=list(merged.preserved),
        conflicts=[
            Disputed(file=item.path, line=item.line, ours=_shortened(item.ours), theirs=_shortened(item.theirs))
            for item in merged.conflicts
        ],
    )


def _counted(conflicts: int) -> str:
    return "1 conflict" if conflicts == 1 else f"{conflicts} conflicts"


def _shortened(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:_SHOWN_LINES]) + ("…\n" if len(lines) > _SHOWN_LINES else "")


async def _finish(shop: Workshop, run: Run, wished: Wished, merging: Merging, proven: Proven) -> Refined:
    proof = await take_over(shop, run, proven)
    return Refined(
        **dict(proof),
        changes=wished.changes,
        not_done=wished.not_done,
        files_added=merging.files_added,
        files_modified=merging.files_modified,
        files_removed=merging.files_removed,
        edited=merging.edited,
        preserved=merging.preserved,
        conflicts=merging.conflicts,
    )
