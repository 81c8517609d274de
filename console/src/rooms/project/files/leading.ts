const SAFE = new Set(['http:', 'https:', 'mailto:'])

/** Where a link in a file leads: to another file of the project, or out to where browsers may be sent; else nowhere. */
export function leadsTo(link: string, from: string): { path: string } | { url: string } | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith('//')) {
    const url = URL.parse(link)
    return url && SAFE.has(url.protocol) ? { url: url.href } : null
  }
  const [named] = link.split(/[?#]/)
  if (!named) return null
  const parts = named.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of decoded(named).split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.length > 0 ? { path: parts.join('/') } : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
