import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'

type Answer = { respondWith: (answer: Promise<Response>) => void; request: object; waitUntil: (done: Promise<unknown>) => void }

const listeners: Record<string, (event: Partial<Answer>) => void> = {}
const kept = new Map<string, Response>()
const waiting: Promise<unknown>[] = []
const network = vi.fn(async (_asked: unknown) => new Response())
const pathOf = (asked: string | { url: string }) => new URL(typeof asked === 'string' ? asked : asked.url, 'https://app.example').pathname

const cache = {
  keys: async () => [...kept.keys()].map((path) => ({ url: `https://app.example${path}` })),
  addAll: async (paths: string[]) => paths.forEach((path) => kept.set(path, new Response(path))),
  put: async (path: string, answer: Response) => void kept.set(path, answer),
  delete: async (path: string) => kept.delete(path),
}

function page(script: string) {
  return new Response(`<script src="/assets/${script}"></script>`, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}

/** What the worker answers; undefined where it leaves the request to the browser. */
async function ask(path: string, mode = 'cors', method = 'GET'): Promise<Response | undefined> {
  let answer: Promise<Response> | undefined
  const request = { url: `https://app.example${path}`, mode, method }
  listeners.fetch?.({ request, respondWith: (given) => (answer = given), waitUntil: (done) => void waiting.push(done) })
  const found = await answer
  await Promise.all(waiting.splice(0))
  return found
}

const first = globalThis.fetch

beforeAll(async () => {
  const self = {
    location: { origin: 'https://app.example' },
    clients: { claim: async () => {} },
    skipWaiting: async () => {},
    addEventListener: (name: string, heard: (event: Partial<Answer>) => void) => (listeners[name] = heard),
  }
  const caches = { open: async () => cache, match: async (asked: string | { url: string }) => kept.get(pathOf(asked))?.clone() }
  Object.assign(globalThis, { fetch: network })
  Object.defineProperty(globalThis, 'self', { value: self, configurable: true })
  Object.defineProperty(globalThis, 'caches', { value: caches, configurable: true })
  const worker = '../../../public/sw.js'
  await import(/* @vite-ignore */ worker)
})

afterAll(() => {
  Object.assign(globalThis, { fetch: first })
  Object.defineProperty(globalThis, 'self', { value: globalThis, configurable: true })
})

beforeEach(async () => {
  kept.clear()
  network.mockImplementation(async () => page('one.js'))
  listeners.install?.({ waitUntil: (done) => void waiting.push(done) })
  await Promise.all(waiting.splice(0))
})

test('what the pages are made of is kept when it is installed', () => {
  expect([...kept.keys()].toSorted()).toEqual(['/', '/assets/one.js', '/favicon.svg'])
})

test('answers of the server and what is sent are left alone', async () => {
  expect(await ask('/api/account')).toBeUndefined()
  expect(await ask('/api/app/icons/icon-192')).toBeUndefined()
  expect(await ask('/somewhere', 'navigate', 'POST')).toBeUndefined()
  expect(kept.size).toBe(3)
})

test('any page opens without a network', async () => {
  network.mockImplementation(() => Promise.reject(new TypeError('Failed to fetch')))
  const answer = await ask('/some/page', 'navigate')
  expect(await answer?.text()).toContain('/assets/one.js')
})

test('with one it is as new as the server has it, and what is old goes', async () => {
  network.mockImplementation(async () => page('two.js'))
  const answer = await ask('/some/page', 'navigate')
  expect(await answer?.text()).toContain('/assets/two.js')
  expect([...kept.keys()].toSorted()).toEqual(['/', '/assets/two.js', '/favicon.svg'])
})

test('a file that is opened or a fault of the server is not kept as a page', async () => {
  for (const answer of [new Response('%PDF', { headers: { 'Content-Type': 'application/pdf' } }), new Response('', { status: 502 })]) {
    network.mockImplementation(async () => answer)
    await ask('/some/file', 'navigate')
  }
  expect(await kept.get('/')?.text()).toContain('/assets/one.js')
})
