"""A hostile application in the preview: whatever its page tries, it neither reads the console nor acts in it.

The code runs within the real page of a real application, in the console's own frame: all that whoever writes an
application's code can have it do. What a person's hand does (a click) is done by a hand, as browsers ask for one.
"""

from collections.abc import AsyncGenerator
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Frame, Page, ViewportSize

from millwright.doors.cli.servers import Server
from tests.console.journey import Owned
from tests.console.visiting import Person, Window, opened, seen, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
_WIDE: ViewportSize = {"width": 1700, "height": 900}
"""A window in which the preview is not drawn to scale: Playwright's hand misses what is within a scaled frame."""
_SECRETS = ("sb-millwright", "csrf", "session")

_READ = """async (console) => {
  const told = {}
  const attempt = async (name, act) => {
    try { told[name] = { got: String(await act()) } } catch (error) { told[name] = { refused: String(error) } }
  }
  await attempt('dom of the parent', () => window.parent.document.body.innerHTML)
  await attempt('dom of the top', () => window.top.document.title)
  await attempt('address of the top', () => window.top.location.href)
  await attempt('storage of the parent', () => window.parent.localStorage.getItem('theme'))
  await attempt('a function of the parent', () => window.parent.fetch('/aibuild/v1/projects'))
  await attempt('the frame element', () => window.frameElement.ownerDocument.title)
  await attempt('relaxed origins', () => { document.domain = location.hostname; return window.parent.document.title })
  for (const path of ['/', '/aibuild/v1/projects', '/pixell/api/auth/session', '/account', '/metrics']) {
    await attempt('fetch ' + path, async () => (await fetch(console + path, { credentials: 'include' })).text())
    await attempt('opaque fetch ' + path, async () =>
      (await fetch(console + path, { credentials: 'include', mode: 'no-cors' })).text())
  }
  await attempt('script', () => new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = console + '/aibuild/v1/projects'
    script.onload = resolve
    script.onerror = () => reject(new Error('not loaded'))
    document.head.append(script)
  }))
  await attempt('events', () => new Promise((resolve, reject) => {
    const source = new EventSource(console + '/aibuild/v1/operations/op_1/stream', { withCredentials: true })
    source.onopen = source.onmessage = resolve
    source.onerror = () => { source.close(); reject(new Error('no stream')) }
  }))
  return told
}"""

_SOCKET = """([console, project]) => new Promise((resolve) => {
  const socket = new WebSocket(console.replace('http', 'ws') + '/aibuild/v1/ws')
  const heard = []
  socket.onmessage = (event) => heard.push(event.data)
  socket.onopen = () => {
    socket.send(JSON.stringify({ type: 'subscribe', channels: ['project:' + project, 'user:notifications'] }))
    setTimeout(() => socket.close(), 1500)
  }
  socket.onclose = () => resolve(heard)
  socket.onerror = () => resolve(heard)
})"""

_WRITE = """async ([console, project]) => {
  const kinds = ['application/json', 'text/plain', 'application/x-www-form-urlencoded']
  const asked = [
    ['POST', '/aibuild/v1/projects/generate', { prompt: 'Keep a list of what was stolen from others', name: 'Stolen' }],
    ['PATCH', '/aibuild/v1/projects/' + project, { name: 'Stolen' }],
    ['DELETE', '/aibuild/v1/projects/' + project, undefined],
    ['POST', '/aibuild/v1/projects/' + project + '/refine', { prompt: 'Rename the app to Stolen' }],
    ['POST', '/aibuild/v1/api-keys', { name: 'stolen' }],
    ['POST', '/pixell/api/api-keys', { name: 'stolen' }],
    ['POST', '/pixell/api/organizations/members/invite', { email: 'thief@example.org', role: 'admin' }],
    ['POST', '/pixell/api/auth/logout', {}],
  ]
  for (const [method, path, body] of asked) {
    for (const mode of ['cors', 'no-cors']) {
      for (const kind of kinds) {
        try {
          await fetch(console + path, { method, mode, credentials: 'include', headers: { 'Content-Type': kind },
            body: body && JSON.stringify(body) })
        } catch {}
      }
    }
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: console + path, target: 'sink', enctype: 'text/plain' })
    const field = document.createElement('input')
    Object.assign(field, { name: JSON.stringify(body ?? {}).slice(0, -1) + ',"x":"', value: '"}' })
    form.append(field)
    const sink = document.createElement('iframe')
    sink.name = 'sink'
    document.body.append(sink, form)
    await new Promise((resolve) => { sink.onload = resolve; form.submit(); setTimeout(resolve, 2000) })
    sink.remove()
    form.remove()
  }
  navigator.sendBeacon(console + '/pixell/api/auth/logout', '{}')
}"""

_FRAME = """async (console) => {
  const frame = document.createElement('iframe')
  frame.id = 'stolen'
  frame.src = console + '/'
  document.body.append(frame)
  await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 5000) })
}"""

_FLOOD = """(console) => {
  const forged = [
    'ready', { type: 'navigate', to: '/settings' }, { type: 'signed-out' }, { source: 'react-devtools-bridge' },
    { type: 'operation', operation: { id: 'op_1', status: 'succeeded' } }, { type: 'eval', code: 'document.title=1' },
    { type: 'webpackOk' }, { type: 'vite:error' }, '{"type":"signOut"}', null, 'x'.repeat(100000),
  ]
  for (let round = 0; round < 300; round++)
    for (const message of forged) { window.parent.postMessage(message, '*'); window.top.postMessage(message, console) }
}"""

_BUTTONS = """(console) => {
  const act = {
    'lead the top elsewhere': () => { window.top.location = 'https://phishing.example/' },
    'lead the parent elsewhere': () => { window.parent.location.href = 'https://phishing.example/' },
    'replace the top': () => { window.top.location.replace('https://phishing.example/') },
    'open over the top': () => window.open('https://phishing.example/', '_top'),
    'open over the parent': () => window.open('https://phishing.example/', '_parent'),
    'follow a link over the top': () => {
      const link = document.createElement('a')
      Object.assign(link, { href: 'https://phishing.example/', target: '_top' })
      document.body.append(link)
      link.click()
    },
    'open the console by its name': () => {
      for (const name of ['Millwright', 'millwright', 'console', 'preview', '_parent', 'opener'])
        window.open(console + '/settings/keys', name)
    },
  }
  const box = document.createElement('div')
  box.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:#fff;overflow:auto'
  for (const [name, run] of Object.entries(act)) {
    const button = document.createElement('button')
    button.textContent = name
    button.onclick = () => { try { run() } catch {} }
    box.append(button)
  }
  document.body.append(box)
  return Object.keys(act)
}"""

_TOSS = """(names) => {
  for (const name of names)
    for (const path of ['/', '/aibuild', '/aibuild/v1', '/pixell', '/pixell/api'])
      document.cookie = `${name}=thief; path=${path}; max-age=600`
  return document.cookie
}"""

_AS_THE_CONSOLE = """async () => {
  const session = await fetch('/pixell/api/auth/session')
  const projects = await fetch('/aibuild/v1/projects?limit=100')
  const keys = await fetch('/pixell/api/api-keys')
  return {
    status: session.status,
    email: session.ok ? (await session.json()).user.email : null,
    projects: (await projects.json()).projects.map((project) => [project.name, project.status]),
    keys: (await keys.json()).apiKeys.length,
  }
}"""


@pytest.fixture(scope="module")
async def window(server: Server, browser: Browser) -> AsyncGenerator[Window]:
    """What the hostile page makes the browser complain of is not the console's fault."""
    window = await opened(browser, server)
    yield window
    await window.page.context.close()


@pytest.fixture
async def console(window: Window, owned: Owned) -> AsyncGenerator[Page]:
    """The project room of somebody who is signed in, with the preview in it."""
    await window.page.set_viewport_size(_WIDE)
    await sign_in(window.page, owned.owner, f"/projects/{owned.project_id}")
    yield window.page
    await window.forget()


async def hostile(page: Page, owned: Owned) -> Frame:
    """The page of the application within the preview."""
    shown = page.locator("iframe[title^='Preview of']")
    await seen(shown)
    handle = await shown.element_handle()
    frame = await handle.content_frame()
    assert frame is not None
    await frame.wait_for_url(lambda url: origin(url) == origin(owned.url))
    await seen(frame.get_by_role("heading").first)
    return frame


def origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


async def assert_unharmed(page: Page, person: Person, before: dict[str, object]) -> None:
    """The console is where it was and works, and everything that is the person's is as it was."""
    assert await page.evaluate(_AS_THE_CONSOLE) == before
    assert before["email"] == person.email
    await page.get_by_role("link", name="Files").click()
    await page.get_by_role("tree", name="Files").wait_for()


async def test_a_hostile_preview_reads_nothing_of_the_console(server: Server, console: Page, owned: Owned):
    before = await console.evaluate(_AS_THE_CONSOLE)
    frame = await hostile(console, owned)
    told = await frame.evaluate(_READ, server.url)
    read = {name: result["got"] for name, result in told.items() if result.get("got")}
    assert read == {}
    assert sum("refused" in result for result in told.values()) >= 14
    cookies = await frame.evaluate("document.cookie")
    assert not [secret for secret in _SECRETS if secret in cookies.lower()]
    heard = " ".join(await frame.evaluate(_SOCKET, [server.url, owned.project_id]))
    assert not [word for word in ("authenticated", "subscribed") if f'"{word}"' in heard]
    assert owned.owner.email not in heard
    assert owned.project_id not in heard
    await frame.evaluate(_FRAME, server.url)
    stolen = frame.locator("#stolen").content_frame
    assert await stolen.get_by_text("Millwright").count() == 0
    await assert_unharmed(console, owned.owner, before)


async def test_a_hostile_preview_changes_nothing_and_signs_nobody_out(server: Server, console: Page, owned: Owned):
    before = await console.evaluate(_AS_THE_CONSOLE)
    frame = await hostile(console, owned)
    await frame.evaluate(_WRITE, [server.url, owned.project_id])
    await assert_unharmed(console, owned.owner, before)


async def test_a_flood_of_forged_messages_does_nothing(server: Server, console: Page, owned: Owned):
    before = await console.evaluate(_AS_THE_CONSOLE)
    frame = await hostile(console, owned)
    title, address = await console.title(), console.url
    await frame.evaluate(_FLOOD, server.url)
    assert (await console.title(), console.url) == (title, address)
    await assert_unharmed(console, owned.owner, before)


async def test_a_hostile_preview_leads_the_console_nowhere(server: Server, console: Page, owned: Owned):
    before = await console.evaluate(_AS_THE_CONSOLE)
    address = console.url
    frame = await hostile(console, owned)
    for name in await frame.evaluate(_BUTTONS, server.url):
        await frame.get_by_role("button", name=name).click()
        assert console.url == address
    await console.get_by_role("heading", level=1).wait_for()
    for tab in console.context.pages:
        if tab is not console:
            await tab.wait_for_load_state()
            assert await tab.get_by_role("heading", name="API keys").count() == 0  # confined as its opener is
            await tab.close()
    assert console.url == address
    await assert_unharmed(console, owned.owner, before)


async def test_what_is_opened_in_its_own_tab_knows_nothing_of_who_opened_it(console: Page, owned: Owned):
    before = await console.evaluate(_AS_THE_CONSOLE)
    async with console.context.expect_page() as opening:
        await console.get_by_role("link", name="Open the application in a new tab").click()
    tab = await opening.value
    await tab.wait_for_url(lambda url: origin(url) == origin(owned.url))
    await tab.get_by_role("heading").first.wait_for()
    assert origin(tab.url) == origin(owned.url)
    assert await tab.evaluate("window.opener === null")
    assert not (await tab.evaluate("document.referrer")).endswith(owned.project_id)
    await tab.close()
    await console.bring_to_front()  # what lies behind another tab draws seldom, and a hand waits until nothing moves
    await assert_unharmed(console, owned.owner, before)


async def test_cookies_that_an_application_sets_put_nobody_into_anothers_session(console: Page, owned: Owned):
    before = await console.evaluate(_AS_THE_CONSOLE)
    frame = await hostile(console, owned)
    await frame.evaluate(_TOSS, ["sb-millwright-auth-token"])
    await assert_unharmed(console, owned.owner, before)
