"""A front behind a real server, and a person's browser."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from playwright.async_api import Page, async_playwright
from starlette.types import ASGIApp

from millwright.doors.http.serving import InProcessServer, listening_socket
from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncGenerator[str]:
    """The address at which the application answers."""
    listener = listening_socket("127.0.0.1", 0)
    server = InProcessServer(uvicorn.Config(app, lifespan="off", log_config=None))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.listening()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.stop()
        await serving


@asynccontextmanager
async def page_of_a_phone(*, scripts: bool = False, dark: bool = False) -> AsyncGenerator[Page]:
    missing = Chromium().missing
    if missing is not None:
        pytest.skip(missing)
    async with async_playwright() as playwright:
        found = Chromium().executable
        assert found is not None
        browser = await Launcher().launch(playwright, found)
        context = await browser.new_context(
            viewport={"width": 360, "height": 640},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        yield await context.new_page()
        await browser.close()
