"""Deployments: releases of a project's artefacts to its environments, and the running instances behind them."""

from millwright.factory.deployments.routes import Backend, Route, Routes, RouteState

__all__ = ["Backend", "Route", "RouteState", "Routes"]
