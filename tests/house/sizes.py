"""Fails when a file or a function has grown past what one can hold in the head: 500 and 70 lines."""

import ast
import subprocess
import sys
from pathlib import Path

MAX_FILE = 500
MAX_FUNCTION = 70
_CODE = {".py", ".ts", ".tsx", ".mjs"}
_DECLARATIONS = "src/millwright/migrations/versions/"
"""Migrations declare tables, and are never touched again."""


def faults(path: Path) -> list[str]:
    """What is too long in the file, each as ``path:line: what``."""
    text = path.read_text()
    lines = text.count("\n")
    found = [f"{path}:1: {lines} lines, more than {MAX_FILE}"] if lines > MAX_FILE else []
    if path.suffix == ".py" and not path.as_posix().startswith(_DECLARATIONS):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_FUNCTION:
                    found.append(f"{path}:{node.lineno}: {node.name} has {length} lines, more than {MAX_FUNCTION}")
    return found


def main() -> None:
    """Looks at every file that git tracks or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "src", "tests", "bench", "console"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    paths = [path for name in names if (path := Path(name)).suffix in _CODE and path.exists()]
    found = [fault for path in paths for fault in faults(path)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
