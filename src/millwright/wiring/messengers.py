"""The readers of the event log that tell the world outside: webhooks and mail."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from ipaddress import ip_network

from millwright.doors.http.services import Services
from millwright.kit.errors import DomainError, Kind
from millwright.kit.outgoing import OutgoingClient
from millwright.platform.notifications import Mailer, SmtpSecurity, SmtpSettings
from millwright.platform.webhooks import Dialect, Dispatcher
from millwright.settings import Settings


async def open_messengers(
    settings: Settings, stack: AsyncExitStack, services: Services, dialects: Sequence[Dialect]
) -> None:
    """Starts them; they stop with the stack."""
    outgoing = OutgoingClient([ip_network(network, strict=False) for network in settings.outbound_allow])
    stack.push_async_callback(outgoing.close)
    dispatcher = Dispatcher(services.database, services.hub, outgoing, services.cipher, dialects)
    await dispatcher.start()
    stack.push_async_callback(dispatcher.stop)
    mailer = Mailer(services.database, services.hub, services.identity, _smtp(settings), services.public_url)
    await mailer.start()
    stack.push_async_callback(mailer.stop)


def _smtp(settings: Settings) -> SmtpSettings | None:
    """The mail server; raises `DomainError` when there is one but nobody to send as."""
    if settings.smtp_host is None:
        return None
    if settings.smtp_from is None:
        raise DomainError("settings_invalid", Kind.INVALID, "MILLWRIGHT_SMTP_HOST needs MILLWRIGHT_SMTP_FROM.")
    password = settings.smtp_password
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        username=settings.smtp_username,
        password=password.get_secret_value() if password is not None else None,
        security=SmtpSecurity(settings.smtp_security),
    )
