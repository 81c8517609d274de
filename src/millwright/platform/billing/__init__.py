"""Billing: the plan that an organization is on, and the credits that it has."""

from millwright.platform.billing.ledger import balance, grant
from millwright.platform.billing.models import CreditEntry, EntryKind
from millwright.platform.billing.plans import change_plan
from millwright.platform.billing.signing_up import SIGN_UP_CREDITS, sign_up

__all__ = ["SIGN_UP_CREDITS", "CreditEntry", "EntryKind", "balance", "change_plan", "grant", "sign_up"]
