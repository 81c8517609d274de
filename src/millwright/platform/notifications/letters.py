"""What our mails say."""

import html
from dataclasses import dataclass

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without its address: a one-line subject, plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


def verification(public_url: str, token: str) -> Letter:
    """Asks somebody to confirm that an address is theirs."""
    return _letter(
        "Confirm your email address",
        "Please confirm that this address is yours:",
        f"{public_url}/account/verify#token={token}",
        "If you have not signed up, you need do nothing.",
    )


def password_reset(public_url: str, token: str) -> Letter:
    """Lets somebody choose a new password."""
    return _letter(
        "Choose a new password",
        "Somebody, hopefully you, asked for a new password for your account. Choose it here within the hour:",
        f"{public_url}/account/reset#token={token}",
        "If it was not you, you need do nothing: your password stays as it is.",
    )


def invitation(public_url: str, invitation_id: str, organization: str, role: str) -> Letter:
    """Tells somebody that they are invited; the link holds no secret, whoever follows it must own the address."""
    organization = one_line(organization)
    return _letter(
        f"You are invited to {organization}",
        f"You are invited to join {organization} as {one_line(role)}. Sign in, or sign up, with this address:",
        f"{public_url}/account/invitations/{invitation_id}",
        "If you do not know them, you need do nothing.",
    )


def one_line(text: str) -> str:
    """The text without line breaks and other control characters, at most 80 long: safe in a header."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:_LONGEST_NAME]


def _letter(subject: str, before: str, link: str, after: str) -> Letter:
    """The secret of a link stands behind ``#``, which browsers keep to themselves: no server logs it."""
    address = html.escape(link)
    return Letter(
        subject=subject,
        text=f"{before}\n\n{link}\n\n{after}\n",
        html=(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(subject)}</title>'
            f'<p>{html.escape(before)}</p><p><a href="{address}">{address}</a></p><p>{html.escape(after)}</p></html>'
        ),
    )
