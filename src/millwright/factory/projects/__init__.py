"""Projects: what is being built, its files in immutable versions, and the revisions made of them."""

from millwright.factory.projects.files import FileFilter, list_files, read_file, write_file
from millwright.factory.projects.models import (
    Author,
    File,
    FileVersion,
    Project,
    ProjectState,
    Revision,
    Target,
    Template,
)
from millwright.factory.projects.paths import MAX_FILE_BYTES, MAX_FILES, MAX_TREE_BYTES, check_tree
from millwright.factory.projects.projects import (
    ProjectFilter,
    ProjectOrder,
    create,
    get,
    list_projects,
    mark,
    name_from_prompt,
    rename,
)
from millwright.factory.projects.revisions import (
    NewRevision,
    StoredFile,
    get_revision,
    list_revisions,
    promote,
    record_checks,
    restore,
    save,
    store,
)
from millwright.factory.projects.tree import FileEntry, read_tree

__all__ = [
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_TREE_BYTES",
    "Author",
    "File",
    "FileEntry",
    "FileFilter",
    "FileVersion",
    "NewRevision",
    "Project",
    "ProjectFilter",
    "ProjectOrder",
    "ProjectState",
    "Revision",
    "StoredFile",
    "Target",
    "Template",
    "check_tree",
    "create",
    "get",
    "get_revision",
    "list_files",
    "list_projects",
    "list_revisions",
    "mark",
    "name_from_prompt",
    "promote",
    "read_file",
    "read_tree",
    "record_checks",
    "rename",
    "restore",
    "save",
    "store",
    "write_file",
]
