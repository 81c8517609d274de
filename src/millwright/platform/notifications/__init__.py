"""What people are told outside the API: mail, composed from events, and the outbox it waits in."""

from millwright.platform.notifications.mailer import Mailer
from millwright.platform.notifications.models import Mail, MailState
from millwright.platform.notifications.outbox import get_mail, list_mail
from millwright.platform.notifications.sender import MailSender
from millwright.platform.notifications.smtp import SmtpSecurity, SmtpSettings

__all__ = ["Mail", "MailSender", "MailState", "Mailer", "SmtpSecurity", "SmtpSettings", "get_mail", "list_mail"]
