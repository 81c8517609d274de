/**
 * Keeps what the pages are made of on the phone, so that the application opens without a network. What the server
 * answers and what people send along is never kept. With a network each page is as new as the server has it.
 */
const SHELL = 'shell'

self.addEventListener('install', (event) => event.waitUntil(first().then(() => self.skipWaiting())))

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else if (pathname.startsWith('/assets/') || pathname === '/favicon.svg') event.respondWith(piece(request))
})

async function first() {
  const answer = await fetch('/', { cache: 'no-cache' })
  if (!isPage(answer)) throw new Error('There is no page to keep.')
  await keep(answer)
}

/** The page as the server has it now; without a network, as it was when it was last there. */
async function page(event) {
  try {
    const answer = await fetch(event.request)
    if (isPage(answer)) event.waitUntil(keep(answer.clone()).catch(() => {}))
    return answer
  } catch {
    return (await caches.match('/')) ?? Response.error()
  }
}

/** Its scripts and styles, whose names change with what is in them. */
async function piece(request) {
  return (await caches.match(request)) ?? fetch(request)
}

function isPage(answer) {
  return answer.ok && (answer.headers.get('Content-Type') ?? '').startsWith('text/html')
}

/** Keeps a page with all that it is made of, and lets go of what it is no longer made of. */
async function keep(answer) {
  const html = await answer.clone().text()
  const shell = await caches.open(SHELL)
  const pieces = ['/favicon.svg', ...Array.from(html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g), ([, path]) => path)]
  const kept = (await shell.keys()).map(({ url }) => new URL(url).pathname)
  await shell.addAll(pieces.filter((path) => !kept.includes(path)))
  await shell.put('/', answer)
  const old = kept.filter((path) => path !== '/' && !pieces.includes(path))
  await Promise.all(old.map((path) => shell.delete(path)))
}
