import { useSyncExternalStore } from 'react'

/** What Chromium sends when the application can be installed; other browsers have it in their menus. */
interface Offer extends Event {
  prompt: () => Promise<unknown>
}

let offer: Offer | null = null
const told = new Set<() => void>()

function change(next: Offer | null) {
  offer = next
  for (const tell of told) tell()
}

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  change(event as Offer)
})
addEventListener('appinstalled', () => change(null))

function follow(tell: () => void) {
  told.add(tell)
  return () => void told.delete(tell)
}

/** Asks whether to install the application; null where the browser offers nothing that could be asked. */
export function useInstall(): (() => void) | null {
  const now = useSyncExternalStore(follow, () => offer)
  if (!now) return null
  return () => {
    change(null) // It can be asked once.
    void now.prompt()
  }
}

/** Whether it runs as an application of its own already. */
export function isInstalled(): boolean {
  const standalone = 'standalone' in navigator && navigator.standalone === true
  return standalone || matchMedia('(display-mode: standalone)').matches
}

function followNetwork(tell: () => void) {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}

/** Whether the phone has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(followNetwork, () => navigator.onLine)
}

const phone = '(max-width: 639px)'

function followWidth(tell: () => void) {
  const query = matchMedia(phone)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}

/** Whether the screen is as wide as that of a phone. */
export function usePhone(): boolean {
  return useSyncExternalStore(followWidth, () => matchMedia(phone).matches)
}
