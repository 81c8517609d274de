"""Deployments: releases of a project's artefacts to its environments, and the running instances behind them."""

from millwright.factory.deployments.deployments import (
    DeploymentFilter,
    NewDeployment,
    create,
    get,
    get_site,
    list_deployments,
    move,
    setup_token,
    visible_to,
)
from millwright.factory.deployments.models import AppSite, Deployment, DeploymentState, Environment
from millwright.factory.deployments.providers.local import LocalProvider
from millwright.factory.deployments.routes import Backend, Route, Routes, RouteState
from millwright.factory.deployments.supervisor import Supervisor, SupervisorSettings

__all__ = [
    "AppSite",
    "Backend",
    "Deployment",
    "DeploymentFilter",
    "DeploymentState",
    "Environment",
    "LocalProvider",
    "NewDeployment",
    "Route",
    "RouteState",
    "Routes",
    "Supervisor",
    "SupervisorSettings",
    "create",
    "get",
    "get_site",
    "list_deployments",
    "move",
    "setup_token",
    "visible_to",
]
