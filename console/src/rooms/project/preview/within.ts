/** An address of the application: what names another place is only its path here, and what has no path its first page. */
export function within(origin: string, typed: string): string {
  try {
    const url = new URL(typed.trim(), `${origin}/`)
    const found = url.pathname + url.search + url.hash
    const isOurs = found.startsWith('/') && new URL(origin + found).origin === new URL(origin).origin
    return isOurs ? found : '/'
  } catch {
    return '/'
  }
}
