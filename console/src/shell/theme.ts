import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'

const KEY = 'theme'

export function chosenTheme(): Theme {
  const chosen = localStorage.getItem(KEY)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** Keeps the choice on this device; `first-paint.js` puts it on the page, here as before the first paint. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
  window.dispatchEvent(new Event('themechosen'))
}

/** The theme that is shown now, for what cannot be told by styles. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(observe, () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'))
}

/** What was chosen, "system" being a choice. */
export function useTheme(): Theme {
  return useSyncExternalStore(observeChoice, chosenTheme)
}

function observe(changed: () => void) {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function observeChoice(changed: () => void) {
  const events = ['themechosen', 'storage']
  for (const name of events) window.addEventListener(name, changed)
  return () => {
    for (const name of events) window.removeEventListener(name, changed)
  }
}
