import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/** For the main part of a frame: each page begins at its top and has the focus, except the first that is opened. */
export function useMainFocus() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const first = useRef(pathname)

  useEffect(() => {
    if (pathname === first.current) return
    first.current = ''
    scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname])

  return main
}
