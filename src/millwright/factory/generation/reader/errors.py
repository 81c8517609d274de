"""Why a prompt is refused. Each error says what would be accepted."""

from millwright.kit.errors import DomainError, Kind

MAX_PROMPT = 20_000
MAX_ASKED_ENTITIES = 40


def prompt_empty() -> DomainError:
    """Nothing, or nothing that could name a thing to build."""
    message = "The prompt says too little: name at least one thing that the application keeps, in a few words."
    return DomainError("prompt_too_short", Kind.INVALID, message, fields={"prompt": [message]})


def prompt_too_long(length: int) -> DomainError:
    """Longer than the reader takes."""
    message = f"The prompt has {length} characters; at most {MAX_PROMPT} are read."
    data = {"length": length, "limit": MAX_PROMPT}
    return DomainError("prompt_too_long", Kind.TOO_LARGE, message, fields={"prompt": [message]}, data=data)


def prompt_not_text() -> DomainError:
    """Binary or control characters."""
    message = "The prompt holds control or binary characters; send plain text."
    return DomainError("prompt_not_text", Kind.INVALID, message, fields={"prompt": [message]})


def prompt_not_english() -> DomainError:
    """Another language."""
    message = "The embedded reader understands English only: describe the application in English."
    return DomainError("prompt_not_english", Kind.INVALID, message, fields={"prompt": [message]})


def too_many_entities(asked: int) -> DomainError:
    """More kinds of records than one application may have."""
    message = f"The prompt asks for {asked} kinds of records; an application has at most {MAX_ASKED_ENTITIES}."
    data = {"asked": asked, "limit": MAX_ASKED_ENTITIES}
    return DomainError("prompt_too_many_entities", Kind.INVALID, message, fields={"prompt": [message]}, data=data)


def prompt_unreadable(place: str) -> DomainError:
    """What was understood does not fit together: a fault of the reader's, told instead of failing."""
    message = f"The prompt could not be turned into an application ({place}). Try other words, or fewer wishes."
    return DomainError("prompt_unreadable", Kind.INVALID, message, fields={"prompt": [message]})
