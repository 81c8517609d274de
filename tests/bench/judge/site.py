"""A small hand-written site to judge: all of it works, or each thing of it is broken on purpose."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

PROMPT = (
    "Please implement a plant shop website. Users should be able to browse plants, search plants and send messages. "
    "The website should have functionalities for plant statistics and weather forecasts. "
    "Use mint cream for the background and dark green for components."
)

STYLE = """
body { background: #f5fffa; color: #111; font: 16px sans-serif; margin: 0; padding: 0 1rem; max-width: 60rem }
button, .button { background: #006400; color: #fff; border: 0; padding: .8rem 1rem }
nav a { display: inline-block; padding: .6rem; color: #006400 }
"""

PLANTS = [
    ("Boston fern", "Shade", 12),
    ("Golden cactus", "Sun", 9),
    ("Monstera", "Shade", 30),
    ("Lavender", "Sun", 5),
    ("Snake plant", "Shade", 18),
]

HOME = """<h1>Plant shop</h1><p>Plants for each window, delivered to your door in a week or less.</p>
<button type="button" onclick="tip.hidden = !tip.hidden">Show a tip</button> <p id="tip" hidden>A todo: water less.</p>
<button type="button" aria-roledescription="draggable">Drag the fern</button>"""

LIST = """<h1>Plants</h1>
<label>Search plants <input type="search" oninput="show()" id="q"></label>
<label>Light <select id="light" onchange="show()">
<option value="">Any</option><option>Sun</option><option>Shade</option></select></label>
<label>Sort by <select id="order" onchange="show()">
<option value="">As they come</option><option value="1">Name</option><option value="2">Price</option></select></label>
<ul id="rows"></ul><p id="none" hidden>No plants found.</p>
<script>
const plants = PLANTS
function show() {
  let found = plants.filter(([name, light]) => name.toLowerCase().includes(q.value.toLowerCase()))
  found = found.filter(([, light]) => light.includes(light_()))
  if (order.value === '1') found.sort((a, b) => (a[0] < b[0] ? -1 : 1))
  if (order.value === '2') found.sort((a, b) => a[2] - b[2])
  const row = ([name, light, price]) => `<li><h2>${name}</h2><p>${light}</p><p>$${price}</p></li>`
  rows.innerHTML = found.map(row).join('')
  none.hidden = found.length > 0
}
const light_ = () => light.value
show()
</script>"""

FIGURES = """<h1>Statistics</h1><figure><figcaption>Plants sold</figcaption>
<svg role="group" aria-label="Chart of plants sold" style="width: 100%" viewBox="0 0 400 200">
BARS<line x1="0" y1="199" x2="400" y2="199" stroke="#111"/></svg></figure>"""
BARS = "".join(
    f'<a href="/plants" aria-label="{height}">'
    f'<rect x="{20 + 60 * at}" y="{200 - height}" width="40" height="{height}" fill="#006400"/></a>'
    for at, height in enumerate((40, 90, 140, 60))
)

BOXES = """<section><h2>Plants by light</h2><style>.bar { height: 20px; background: #006400; margin: 4px }</style>
<p>Sun</p><a href="/plants"><b>12</b><div class="bar" style="width: 40%"></div></a>
<p>Shade</p><div class="bar" style="width: 60%"></div></section>"""

CONTACT = """<h1>Contact</h1>
<form novalidate><p><label>Name <input name="name" required></label></p>
<p><label>E-mail <input name="email" type="email" required></label></p>
<p><label>Plant <input name="plant" list="known" required></label>
<datalist id="known"><option>Boston fern</option><option>Monstera</option></datalist></p>
<p><label>Message <textarea name="message"></textarea></label></p>
<button>Send message</button> <p role="alert" id="fault"></p></form>
<h2>Sent</h2><ul id="sent"></ul>
<script>
const form = document.querySelector('form')
async function load() {
  const all = await (await fetch('/api/messages')).json()
  sent.innerHTML = all.map((one) => `<li>${one.name} wrote: ${one.message}</li>`).join('')
}
form.onsubmit = async (event) => {
  event.preventDefault()
  const answer = await fetch('/api/messages', { method: 'POST', body: new FormData(form) })
  fault.textContent = answer.ok ? '' : await answer.text()
  load()
}
load()
</script>"""


@dataclass
class Site:
    """Pages by path, and what was sent; `careless` takes any message. Links to all pages stand on every page."""

    pages: dict[str, str]
    style: str = STYLE
    careless: bool = False
    missing: tuple[str, ...] = ()
    messages: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/api/messages":
            return await self.post(request) if request.method == "POST" else web.json_response(self.messages)
        if request.path == "/favicon.ico":
            return web.Response(status=204)
        if request.path not in self.pages:
            return web.Response(status=404, text=self.page("<h1>Not found</h1>"), content_type="text/html")
        return web.Response(text=self.page(self.pages[request.path]), content_type="text/html")

    def page(self, body: str) -> str:
        links = "".join(f'<a href="{path}">{path.strip("/") or "home"}</a> ' for path in [*self.pages, *self.missing])
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plant shop</title>'
            f'<meta name="viewport" content="width=device-width"><style>{self.style}</style></head>'
            f"<body><nav aria-label='Main'>{links}</nav><main>{body}</main></body></html>"
        )

    async def post(self, request: web.Request) -> web.Response:
        form = {key: str(value) for key, value in (await request.post()).items()}
        if not self.careless:
            if not form["name"] or not form["email"]:
                return web.Response(status=422, text="Please give a name and an e-mail address.")
            if "@" not in form["email"]:
                return web.Response(status=422, text="This is not a valid e-mail address.")
            if form["plant"] not in {"Boston fern", "Monstera"}:
                return web.Response(status=422, text="Please choose a plant of the list.")
            if len(form["name"]) > 100:
                return web.Response(status=422, text="The name must have at most 100 letters.")
        self.messages.append(form)
        return web.Response(status=201)


def good() -> Site:
    """All of it works."""
    rows = str([list(plant) for plant in PLANTS])
    return Site(
        {
            "/": HOME,
            "/plants": LIST.replace("PLANTS", rows),
            "/statistics": FIGURES.replace("BARS", BARS) + BOXES,
            "/contact": CONTACT,
        }
    )


def broken() -> Site:
    """Nothing of it works: each page is broken in its own ways."""
    site = good()
    site.pages["/"] = HOME.replace("tip.hidden = !tip.hidden", "void 0") + '<div style="width: 900px">wide</div>'
    plants = (
        site.pages["/plants"].replace("light.includes(light_())", "true").replace("includes(q.value", "includes(''")
    )
    site.pages["/plants"] = plants.replace("order.value ===", "'never' ===")
    site.pages["/statistics"] = FIGURES.replace("BARS", BARS.replace("height=", "data-height="))
    site.pages["/statistics"] += "<section><h2>Plants by light</h2><p>No data.</p></section>"
    site.pages["/statistics"] += '<script>console.error("out of figures")</script><p style="color: #ccc">pale</p>'
    site.style = STYLE.replace("#f5fffa", "#ffe4e1").replace("#006400", "#0000cd")
    site.careless = True
    site.missing = ("/nowhere",)
    return site


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
