// Runs before the first paint: what somebody chose here, else what their system says.
;(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const root = document.documentElement
  const apply = () => {
    let chosen = null
    try {
      chosen = localStorage.getItem('theme')
    } catch {
      chosen = null
    }
    const theme = chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light'
    root.dataset.theme = theme
    const bar = document.querySelector('meta[name=theme-color]')
    if (bar) bar.setAttribute('content', theme === 'dark' ? '#151210' : '#faf8f5')
  }
  apply()
  document.addEventListener('DOMContentLoaded', apply)
  dark.addEventListener('change', apply)
  addEventListener('storage', apply)
  addEventListener('themechosen', apply)
})()
