"""An application's back end in a sandbox, with a database of its own that outlives its trees."""

import json
import textwrap
from dataclasses import dataclass
from pathlib import Path

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.refinement.changes import Renames
from millwright.factory.generation.refinement.migration import VERSIONS, migration_files
from millwright.factory.generation.spec import AppSpec
from millwright.factory.sandbox import Bind, Sandbox, Scratch
from millwright.factory.sandbox.toolchain import Toolchain

Tree = dict[str, bytes]
OPENING = """
import json
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from backend.app.database import MIGRATIONS, connect, migrate
from backend.app.models import Base
from backend.app.settings import Settings

engine = connect(Settings("sqlite:////data/app.db"))
migrate(engine)
db = engine.connect()

def rows(query):
    return [list(row) for row in db.execute(text(query))]

def difference():
    return [str(item) for item in compare_metadata(MigrationContext.configure(db), Base.metadata)]
"""


def backend(spec: AppSpec) -> Tree:
    """The server's part of a tree."""
    return {path: text.encode() for path, text in compile_app(spec).items() if path.startswith("backend/")}


def refined(tree: Tree, old: AppSpec, new: AppSpec, renames: Renames | None = None, title: str = "A change") -> Tree:
    """The tree of the next specification, with the migrations of the one before and the new one."""
    versions = {path: content for path, content in tree.items() if path.startswith(VERSIONS)}
    files = migration_files(old, new, renames or Renames(), versions=versions, title=title)
    after = {path: content for path, content in backend(new).items() if not path.startswith(VERSIONS)}
    return {**after, **versions, **{path: text.encode() for path, text in files.items()}}


@dataclass
class Ground:
    """Where trees run: all see the same database below `folder`."""

    sandbox: Sandbox
    toolchain: Toolchain
    folder: Path

    async def run(self, tree: Tree, program: str) -> object:
        """What the program, run in the tree with its tables migrated, leaves in `answer`."""
        self.folder.chmod(0o777)
        source = f"{OPENING}\n{textwrap.dedent(program)}\nprint(json.dumps(answer, default=str))\n"
        result = await self.sandbox.run(
            [str(self.toolchain.python), "-W", "ignore", "-c", source],
            mounts=[
                Scratch("/tree", files=tree),
                Bind(self.folder, "/data", writable=True),
                *self.toolchain.binds(),
            ],
            cwd="/tree",
            env={"PYTHONPATH": "/tree"},
        )
        for path in self.folder.iterdir():
            path.chmod(0o666)
        assert result.ok, (result.stdout + result.stderr).decode()
        return json.loads(result.stdout)
