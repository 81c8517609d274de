export type Theme = 'light' | 'dark'

const key = 'theme'
const root = document.documentElement

/** What the page shows now: the person's own choice, or else what their system prefers. */
export function currentTheme(): Theme {
  const chosen = root.style.colorScheme || localStorage.getItem(key)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function chooseTheme(theme: Theme) {
  root.style.colorScheme = theme
  localStorage.setItem(key, theme)
}

/** Brings back an earlier choice; called once, before the first render. */
export function restoreTheme() {
  const chosen = localStorage.getItem(key)
  if (chosen) root.style.colorScheme = chosen
}
