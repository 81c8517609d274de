import { Search, SlidersHorizontal } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { ListQuery } from '../lib/useListQuery'
import { Button } from './Button'

interface Props {
  label: string
  query: ListQuery
  filters?: (query: ListQuery) => ReactNode
}

/** The search box of a list, with its filters behind a button. */
export function ListToolbar({ label, query, filters }: Props) {
  const [open, setOpen] = useState(query.filters.length > 0)
  return (
    <div className="mb-4 print:hidden">
      <div className="flex flex-wrap gap-2">
        <SearchBox label={label} query={query} />
        {filters && (
          <Button
            variant="secondary"
            icon={SlidersHorizontal}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            Filters
            {query.filters.length > 0 && (
              <span className="rounded-full bg-primary px-1.5 text-xs text-on-primary tabular-nums">
                {query.filters.length}
              </span>
            )}
          </Button>
        )}
        {query.narrowed && (
          <Button variant="quiet" onClick={query.clear}>
            Clear
          </Button>
        )}
      </div>
      {filters && open && <div className="card mt-2 grid gap-4 p-4 sm:grid-cols-2 lg:grid-cols-3">{filters(query)}</div>}
    </div>
  )
}

export function SearchBox({ label, query }: { label: string; query: ListQuery }) {
  const q = query.get('q')
  const [text, setText] = useState(q)
  const [last, setLast] = useState(q)
  if (q !== last) {
    setLast(q)
    setText(q)
  }

  useEffect(() => {
    if (text === q) return
    const timer = setTimeout(() => query.set({ q: text }), 150)
    return () => clearTimeout(timer)
  })

  return (
    <form
      role="search"
      className="relative min-w-48 flex-1 sm:max-w-sm"
      onSubmit={(event) => {
        event.preventDefault()
        query.set({ q: text })
      }}
    >
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
      <input
        type="search"
        aria-label={label}
        placeholder="Search…"
        className="input pl-9"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  )
}
