"""The tools that build and check generated applications: their exact versions, their installation, their places."""

from millwright.factory.sandbox.toolchain.installation import Step, ToolchainError, install
from millwright.factory.sandbox.toolchain.manifest import npm_versions, python_versions
from millwright.factory.sandbox.toolchain.places import Toolchain

__all__ = ["Step", "Toolchain", "ToolchainError", "install", "npm_versions", "python_versions"]
