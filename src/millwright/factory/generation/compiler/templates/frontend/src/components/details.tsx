import type { ReactNode } from 'react'

/** A card of labels and values. */
export function Details({ children }: { children: ReactNode }) {
  return (
    <dl className="card grid gap-x-8 gap-y-5 p-6 sm:grid-cols-2 lg:grid-cols-3">{children}</dl>
  )
}

interface Props {
  label: string
  wide?: boolean
  children: ReactNode
}

/** One label with its value; a dash where there is none. */
export function Detail({ label, wide, children }: Props) {
  return (
    <div className={wide ? 'sm:col-span-full' : undefined}>
      <dt className="text-sm wrap-anywhere text-muted">{label}</dt>
      <dd className="mt-1 text-sm wrap-anywhere whitespace-pre-line">{children || '—'}</dd>
    </div>
  )
}
