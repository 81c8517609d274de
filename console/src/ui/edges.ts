import { type RefObject, useEffect } from 'react'

/**
 * For a row of links that scrolls sideways: brings the one that is open into sight when `open` changes, and keeps in
 * `data-more` on which sides there is more, so that the row fades there.
 */
export function useEdges(row: RefObject<HTMLElement | null>, open: string) {
  useEffect(() => {
    const { current } = row
    const chosen = current?.querySelector('[data-status=active]')
    if (!current || !(chosen instanceof HTMLElement)) return
    const { left, width } = chosen.getBoundingClientRect()
    const from = current.getBoundingClientRect().left
    current.scrollBy({ left: left - from - (current.clientWidth - width) / 2 })
  }, [row, open])
  useEffect(() => {
    const { current } = row
    if (!current) return
    const mark = () => {
      const before = current.scrollLeft > 1
      const after = current.scrollLeft + current.clientWidth < current.scrollWidth - 1
      current.dataset.more = before && after ? 'both' : before ? 'before' : after ? 'after' : 'none'
    }
    const observer = new ResizeObserver(mark)
    for (const item of [current, ...current.children]) observer.observe(item)
    current.addEventListener('scroll', mark, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', mark)
    }
  }, [row])
}
