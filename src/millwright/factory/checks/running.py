"""The checks that make the application and start it: build, boot."""

from millwright.factory.checks.report import CheckName, CheckResult, CheckState, Finding
from millwright.factory.checks.workbench import APPLICATION, FRONTEND, Tree, Workbench, stopped
from millwright.factory.sandbox.workers import ProbeAnswer, Task

HEALTH = "/api/health"
BOOT_SECONDS = 20.0


async def build(bench: Workbench, tree: Tree) -> list[CheckResult]:
    """Bundle the front end; the site is left in `tree.site`."""
    name = CheckName.BUILD
    if not tree.has_web:
        return [CheckResult(name=name, state=CheckState.NOT_RUN, reason="there is no front end")]
    if absent := bench.missing(["node", "vendor modules"]):
        return [CheckResult(name=name, state=CheckState.NOT_RUN, reason=absent)]
    built = await bench.builder.build(tree.files, root=FRONTEND)
    if not built.ok:
        found = tuple(Finding(message=one.message, file=one.file, line=one.line) for one in built.problems)
        return [CheckResult(name=name, state=CheckState.FAILED, findings=found)]
    tree.site.update(built.files)
    return [CheckResult(name=name, state=CheckState.PASSED)]


async def boot(bench: Workbench, tree: Tree) -> list[CheckResult]:
    """Start the application with the built front end, and have it answer for its health and its first page."""
    name = CheckName.BOOT
    if not tree.has_python:
        return [CheckResult(name=name, state=CheckState.NOT_RUN, reason="there is no back end")]
    if absent := bench.missing(["python"]):
        return [CheckResult(name=name, state=CheckState.NOT_RUN, reason=absent)]
    paths = [HEALTH, "/"] if tree.site else [HEALTH]
    files = tree.python | {f"{FRONTEND}/dist/{path}": content for path, content in tree.site.items()}
    answers, result = await bench.pool.probe(APPLICATION, paths, Task(files), seconds=BOOT_SECONDS)
    found = tuple(finding for answer in answers if (finding := _fault(answer)) is not None)
    if not found:
        return [CheckResult(name=name, state=CheckState.PASSED)]
    said = result.stderr.decode(errors="replace").strip()[-1500:]
    reason = stopped(result, "the application") or said or None
    return [CheckResult(name=name, state=CheckState.FAILED, reason=reason, findings=found)]


def _fault(answer: ProbeAnswer) -> Finding | None:
    if answer.status is None:
        return Finding(message=f"GET {answer.path}: {answer.problem}", name=answer.path)
    if answer.status != 200:
        message = f"GET {answer.path} answered {answer.status}: {answer.body[:300]}"
        return Finding(message=message, name=answer.path)
    if answer.path == "/" and "html" not in answer.content_type:
        return Finding(message=f"GET / answered {answer.content_type or 'nothing'} in place of a page", name="/")
    return None
