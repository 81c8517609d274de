"""Refinement: a wish about an application that is there, read against its specification; its rows are migrated."""

from millwright.factory.generation.refinement.changes import Change, ChangeKind, Refinement, Renames
from millwright.factory.generation.refinement.compiling import compile_refined, migrations_of, without_migrations
from millwright.factory.generation.refinement.difference import difference, file_counts
from millwright.factory.generation.refinement.following import Spelling
from millwright.factory.generation.refinement.reading import MAX_WISH, check_wish, refine

__all__ = [
    "MAX_WISH",
    "Change",
    "ChangeKind",
    "Refinement",
    "Renames",
    "Spelling",
    "check_wish",
    "compile_refined",
    "difference",
    "file_counts",
    "migrations_of",
    "refine",
    "without_migrations",
]
