"""Limits: how many requests somebody may make within moving windows of time."""

from millwright.platform.limits.limiter import Limiter, Verdict, Window

__all__ = ["Limiter", "Verdict", "Window"]
