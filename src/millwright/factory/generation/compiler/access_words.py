"""What somebody may do with rows, as generated code spells it."""

from millwright.factory.generation.spec import FULL_ACCESS, Access, Reach


def access_words(access: Access) -> str:
    """A permission in Python, with what it does not allow left out."""
    if access == FULL_ACCESS:
        return "EVERYTHING"
    parts = {
        "read": access.read is not Reach.NONE and access.read.name,
        "create": access.create and "True",
        "update": access.update is not Reach.NONE and access.update.name,
        "delete": access.delete is not Reach.NONE and access.delete.name,
    }
    return f"Access({', '.join(f'{verb}={word}' for verb, word in parts.items() if word)})"
