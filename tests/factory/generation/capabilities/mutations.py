"""Rules taken out of a generated back end one at a time: a test of its own has to notice each."""

import asyncio
from collections.abc import Sequence

from millwright.factory.generation import AppSpec, compile_formatted
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool, Task

Mutation = tuple[str, str, str]
"""A file, what stands in it once or more, and what its first place becomes."""


async def outcome(
    spec: AppSpec, tests: str, mutations: Sequence[Mutation], *, tools: tuple[Sandbox, Toolchain], pool: PythonPool
) -> tuple[bytes, list[Mutation]]:
    """What pytest says of the tests as they are, and the mutations by which none of them fails."""
    made = await compile_formatted(spec, *tools)
    tree = {path: text for path, text in made.items() if not path.startswith("frontend/")}

    async def run(changed: dict[str, bytes]) -> bytes:
        arguments = ["-q", "-x", "-p", "no:cacheprovider", "--tb=short", tests]
        return (await pool.run_pytest(arguments, Task(tree | changed))).stdout

    def without(path: str, before: str, after: str) -> dict[str, bytes]:
        text = tree[path].decode()
        assert before in text, (path, before)
        return {path: text.replace(before, after, 1).encode()}

    whole, *outputs = await asyncio.gather(run({}), *(run(without(*mutation)) for mutation in mutations))
    return whole, [one for one, output in zip(mutations, outputs, strict=True) if b"1 failed" not in output]
