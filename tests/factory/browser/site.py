"""A site to visit: a front end with its own router, sign-in and pages, and faults on demand."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

SHELL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<style>a { display: inline-block; padding: 8px }</style></head>
<body><div id="root"></div><script src="/app.js"></script></body></html>"""

SCRIPT = """
const root = document.getElementById('root')
const links = LINKS
const pages = PAGES
const PUBLIC = IS_PUBLIC
const shown = (user) => user || !PUBLIC ? links : links.filter((link) => !link.startsWith('/manage'))
async function show() {
  const state = await (await fetch('/api/state')).json()
  if (!state.user && !(PUBLIC && location.pathname !== '/login')) {
    root.innerHTML = `<main><h1>Sign in</h1><form><label>Email <input type="email" name="email"></label>
      <label>Password <input type="password" name="password"></label><button>Sign in</button></form></main>`
    root.querySelector('form').onsubmit = async (event) => {
      event.preventDefault()
      await fetch('/api/login', {method: 'POST', body: new URLSearchParams(new FormData(event.target))})
      if (PUBLIC) history.pushState({}, '', '/')
      show()
    }
    return
  }
  const path = location.pathname
  const page = pages[path] ?? ''
  if (page.ask) await fetch(page.ask).catch(() => {})
  root.innerHTML = `<nav>${shown(state.user).map((link) => `<a href="${link}">${link}</a>`).join(' ')}</nav>
    <main>${page.bare ? '' : `<h1>${path}</h1>`}${page.html ?? ''}</main>`
  if (page.run) new Function(page.run)()
}
addEventListener('popstate', show)
show()
"""


@dataclass
class Site:
    """What the site has: `links` stand on every page, `pages` say what is odd about some. `hits` are GETs of pages.

    A `public` one shows its pages to visitors, but for links to `/manage`, and signs people in at `/login`.
    """

    links: list[str] = field(default_factory=lambda: ["/"])
    pages: dict[str, dict[str, str | bool]] = field(default_factory=dict[str, dict[str, str | bool]])
    password: str = "right"
    public: bool = False
    hits: list[str] = field(default_factory=list[str])
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.hits.append(request.path)
        if request.path == "/app.js":
            script = SCRIPT.replace("LINKS", web.json_response(self.links).text or "")
            script = script.replace("PAGES", web.json_response(self.pages).text or "")
            script = script.replace("IS_PUBLIC", "true" if self.public else "false")
            return web.Response(text=script, content_type="text/javascript")
        if request.path == "/api/state":
            return web.json_response({"user": request.cookies.get("user")})
        if request.path == "/api/login":
            return await self.sign_in(request)
        if request.path.startswith("/api/"):
            return web.json_response({"detail": "no such thing"}, status=404)
        return web.Response(text=SHELL, content_type="text/html")

    async def sign_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        response = web.Response(status=204)
        if form["password"] == self.password:
            response.set_cookie("user", str(form["email"]))
        return response


@asynccontextmanager
async def serving(site: Site) -> AsyncGenerator[Site]:
    """The site on a port of loopback."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield site
    finally:
        await runner.cleanup()
