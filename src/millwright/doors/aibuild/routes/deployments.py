"""Deployments (the contract's section of that name); logs and stop are extensions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.auth import ContextDep
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.http.services import ServicesDep
from millwright.factory import deployments, pipelines, projects
from millwright.kit.paging import PageRequest

router = APIRouter(tags=["Deployments"])
