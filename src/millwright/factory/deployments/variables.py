"""Environment variables of a running app: those a person may set, and those that Millwright sets itself."""

import re
from collections.abc import Mapping

from millwright.factory.deployments.models import AppSite, Environment
from millwright.kit.errors import DomainError, Kind

MAX_VARIABLES = 100
MAX_VALUE_BYTES = 8 * 1024
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_OURS = frozenset(
    {"COOKIE_SECURE", "DATABASE_URL", "DATA_DIR", "DEMO", "FRAME_ANCESTORS", "HOME", "PATH", "SETUP_TOKEN", "TMPDIR"}
)
_OF_THE_RUNTIME = ("LD_", "MALLOC_", "MILLWRIGHT_", "PYTHON", "UVICORN_")


def check_variables(variables: Mapping[str, str]) -> None:
    """Raises `DomainError` of kind invalid, which names the variable but never its value, unless all may be set."""
    if len(variables) > MAX_VARIABLES:
        raise _fault(f"There are more than {MAX_VARIABLES} variables.")
    for name, value in variables.items():
        if not _NAME.fullmatch(name):
            raise _fault(f"{name[:100]!r} is not a name that a variable can have.")
        if name in _OURS or name.startswith(_OF_THE_RUNTIME):
            raise _fault(f"{name} is set by Millwright.")
        if "\0" in value or len(value.encode("utf-8", "surrogatepass")) > MAX_VALUE_BYTES:
            raise _fault(f"{name} must have at most {MAX_VALUE_BYTES} bytes and no NUL.")


def _fault(message: str) -> DomainError:
    return DomainError("variables_invalid", Kind.INVALID, message, fields={"envVars": [message]})


def environment_of(
    site: AppSite, config: Mapping[str, str], *, url: str, frame_ancestors: tuple[str, ...], https: bool
) -> dict[str, str]:
    """The variables that tell an app where it stands, beside a person's own.

    `url` is where it is reached, unless a person's own `PUBLIC_URL` names another address that leads there.
    Demo accounts exist in previews only; in production the first account is made with the site's token.
    """
    ours = {
        "FRAME_ANCESTORS": " ".join(frame_ancestors) or "'none'",
        "COOKIE_SECURE": "1" if https else "0",
    }
    if site.environment is Environment.PREVIEW:
        ours["DEMO"] = "1"
    else:
        ours["SETUP_TOKEN"] = site.setup_token
    return {"PUBLIC_URL": url, **config, **ours}
