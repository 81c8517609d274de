// Loaded before the front-end tests: gives bun's test runner the browser globals that vitest's happy-dom environment
// has, by the same rule: everything that is not there yet, and of what is there the DOM's own classes.
import { GlobalWindow } from 'happy-dom'

const REPLACED = new Set(
  `AbortController AbortSignal Blob CloseEvent Crypto CustomEvent DOMException ErrorEvent Event EventTarget File
  FormData Headers MessageEvent MessagePort Navigator Performance ProgressEvent Request Response Storage URL
  URLSearchParams WebSocket
  addEventListener alert close confirm dispatchEvent document fetch location localStorage navigator open
  postMessage prompt removeEventListener sessionStorage`.split(/\s+/),
)
const KEPT = new Set(['window', 'self', 'top', 'parent', 'global', 'globalThis', 'console', 'process', 'Buffer'])

const page = new GlobalWindow({ url: 'http://localhost:3000/', console: globalThis.console })
const target = globalThis as unknown as Record<string, unknown>
const source = page as unknown as Record<string, unknown>

const isClass = (name: string) => name[0] === name[0]?.toUpperCase()
const define = (name: string, property: PropertyDescriptor) =>
  Object.defineProperty(target, name, { configurable: true, ...property })
const names = new Set([...Object.getOwnPropertyNames(page), ...REPLACED])

for (const name of names) {
  if (KEPT.has(name) || (name in target && !REPLACED.has(name))) continue
  const value = source[name]
  if (typeof value === 'function') {
    define(name, { value: isClass(name) ? value : value.bind(page), writable: true })
  } else {
    define(name, { get: () => source[name], set: (given: unknown) => define(name, { value: given, writable: true }) })
  }
}
for (const name of ['window', 'self', 'top', 'parent']) {
  define(name, { value: globalThis, writable: true })
}
Object.defineProperty(page.document, 'defaultView', { get: () => globalThis, configurable: true })
