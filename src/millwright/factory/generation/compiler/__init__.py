"""The compiler: an `AppSpec` in, the source tree of an application out, the same to the byte each time.

`compile_app` renders the tree, which is complete and runs, but whose lines are as long as they came out;
`compile_formatted` also has the formatters of the toolchain go over it, in the sandbox. That is what gets stored.
"""

from millwright.factory.generation.compiler.demo import DemoAccount, demo_accounts, demo_name
from millwright.factory.generation.compiler.formatting import FormattingError, compile_formatted, format_commands
from millwright.factory.generation.compiler.rendering import load_templates
from millwright.factory.generation.compiler.tree import compile_app

__all__ = [
    "DemoAccount",
    "FormattingError",
    "compile_app",
    "compile_formatted",
    "demo_accounts",
    "demo_name",
    "format_commands",
    "load_templates",
]
