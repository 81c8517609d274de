"""Mail about accounts: a part of its own, for it changes how people sign up and in."""

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
    SignupStep,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.roles import signs_up
from millwright.factory.generation.spec import AppSpec, Part

_NAME = "account_mail"
_TABLES = ("mail_token", "kept_mail")
_VERIFYING = ("verif", "confirm")
_FILES = {
    "backend/app/mail.py": "backend/mail.py.j2",
    "backend/app/mail_tokens.py": "backend/mail_tokens.py.j2",
    "backend/app/routes/account_mail.py": "backend/routes.py.j2",
    "frontend/src/lib/accountMail.ts": "frontend/accountMail.ts.j2",
    "frontend/src/components/PreviewMail.tsx": "frontend/PreviewMail.tsx.j2",
    "frontend/src/pages/ForgotPasswordPage.tsx": "frontend/ForgotPasswordPage.tsx.j2",
    "frontend/src/pages/ResetPasswordPage.tsx": "frontend/ResetPasswordPage.tsx.j2",
    "frontend/src/pages/KeptMailPage.tsx": "frontend/KeptMailPage.tsx.j2",
    "tests/test_account_mail.py": "tests/test_account_mail.py.j2",
}
_VERIFY_PAGE = ("frontend/src/pages/VerifyEmailPage.tsx", "frontend/VerifyEmailPage.tsx.j2")


def _draft(reading: Reading) -> None:
    for table in _TABLES if reading.wished(_NAME) else ():
        add_record(reading, table, because_of(reading.wished(_NAME), ""), internal=True)


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    if not wishes or any(reading.entity(table) is None for table in _TABLES):
        return
    asked = any(stem in wish.words.lower() for wish in wishes for stem in _VERIFYING)
    verifies = asked and any(signs_up(role) for role in reading.roles)
    options = {"verification": "yes"} if verifies else {}
    add_part(reading, Part(capability=_NAME, options=options), because_of(wishes, ""))


def _finish(reading: Reading) -> None:
    """There is no mail before anybody has asked for one."""
    for table in _TABLES:
        entity = reading.entity(table)
        if entity is not None and entity.internal:
            entity.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    verifies = part.options.get("verification") == "yes"
    files = _FILES | (dict([_VERIFY_PAGE]) if verifies else {})
    values = {"spec": spec, "verifies": verifies}
    page = {name: Component(name, f"pages/{name}") for name in ("ForgotPasswordPage", "ResetPasswordPage")}
    entrance = [
        Route("/forgot-password", page["ForgotPasswordPage"], Place.ENTRANCE),
        Route("/reset-password", page["ResetPasswordPage"], Place.ENTRANCE),
    ]
    if verifies:
        entrance.append(Route("/verify-email", Component("VerifyEmailPage", "pages/VerifyEmailPage"), Place.ENTRANCE))
    step = SignupStep("require_verification", "backend.app.mail_tokens", "/verify-email")
    mail = Route("/mail", Component("KeptMailPage", "pages/KeptMailPage"), Place.WORKSPACE, subject="user")
    return Contribution(
        files={path: render(f"capabilities/{_NAME}/templates/{name}", **values) for path, name in files.items()},
        routers=(_NAME,),
        routes=(*entrance, mail),
        navigation=(
            NavigationItem("Forgot your password?", "/forgot-password", "KeyRound", Place.ENTRANCE),
            NavigationItem("Mail", "/mail", "Mail", Place.WORKSPACE, subject="user"),
        ),
        signup=step if verifies else None,
        readme=_sentences(verifies=verifies),
    )


def _sentences(*, verifies: bool) -> tuple[str, ...]:
    first = (
        "Choose a new password by a link in a mail. Mail is sent where SMTP_URL (smtp://user:password@host:587), "
        "MAIL_FROM and PUBLIC_URL are set; otherwise the administrator finds it under Mail."
    )
    return (first, "Sign in only after the address was confirmed by a link in a mail.") if verifies else (first,)


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, finish=_finish)
