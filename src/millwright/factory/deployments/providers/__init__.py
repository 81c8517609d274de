"""Providers: who runs a deployment. Millwright itself is one; the others need an account that nobody has set up."""

from millwright.factory.deployments.providers.catalogue import LOCAL, check_configured, check_known

__all__ = ["LOCAL", "check_configured", "check_known"]
