"""Handing a mail to an SMTP server."""

import ssl
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from enum import StrEnum

import aiosmtplib

from millwright.platform.notifications.models import Mail

_TIMEOUT = 10.0
_LONGEST_REASON = 500


class SmtpSecurity(StrEnum):
    """How the connection is kept private: from its first byte, after STARTTLS, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The server that takes our mail. `sender` is an address, or ``Name <address>``.

    `context` is for certificates that the machine does not know by itself.
    """

    host: str
    port: int
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    context: ssl.SSLContext | None = None


class SendingError(Exception):
    """The server did not take the mail; `final` when it never will."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason[:_LONGEST_REASON])
        self.final = final


async def send(settings: SmtpSettings, mail: Mail) -> None:
    """Hands over the mail within 10 s of each answer. Raises `SendingError`."""
    try:
        message = _message(settings, mail)
    except (MessageError, ValueError) as error:
        raise SendingError(f"This mail cannot be written: {error}", final=True) from error
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.host,
            port=settings.port,
            username=settings.username,
            password=settings.password,
            use_tls=settings.security is SmtpSecurity.TLS,
            start_tls=settings.security is SmtpSecurity.STARTTLS,
            tls_context=settings.context,
            timeout=_TIMEOUT,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        refusal = error.recipients[0]
        raise SendingError(f"{refusal.code} {refusal.message}", final=_is_final(refusal.code)) from error
    except aiosmtplib.SMTPAuthenticationError as error:
        raise SendingError(f"{error.code} {error.message}", final=False) from error  # the operator can mend it
    except aiosmtplib.SMTPResponseException as error:
        raise SendingError(f"{error.code} {error.message}", final=_is_final(error.code)) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise SendingError(str(error) or type(error).__name__, final=False) from error


def _is_final(code: int) -> bool:
    """Whether a reply says that trying again is of no use (RFC 5321, section 4.2.1)."""
    return 500 <= code < 600


def _message(settings: SmtpSettings, mail: Mail) -> EmailMessage:
    """The mail as it goes out. The header classes refuse line breaks in any value."""
    name, sender = parseaddr(settings.sender)
    message = EmailMessage()
    message["From"] = Address(display_name=name, addr_spec=sender)
    username, _, domain = mail.to.rpartition("@")
    message["To"] = Address(username=username, domain=domain)  # unlike `addr_spec` it takes names beyond ASCII
    message["Subject"] = mail.subject
    message["Date"] = formatdate(mail.created_at.timestamp())
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"  # the same at each attempt
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    message.add_alternative(mail.html, subtype="html")
    return message
