import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { appName } from '../lib/app'

interface Props {
  title: string
  back?: { to: string; label: string }
  note?: ReactNode
  children?: ReactNode
}

/** The heading of a page with what can be done there; it also names the browser tab. */
export function PageHeader({ title, back, note, children }: Props) {
  return (
    <header className="mb-6">
      <title>{`${title} · ${appName}`}</title>
      {back && (
        <Link
          to={back.to}
          className="mb-2 -ml-1 inline-flex wrap-anywhere items-center gap-1 rounded-md py-1 pr-2 text-sm text-muted hover:text-ink print:hidden"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
          {note && <p className="mt-1 text-sm text-muted">{note}</p>}
        </div>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
    </header>
  )
}
