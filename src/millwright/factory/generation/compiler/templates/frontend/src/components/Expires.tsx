import type { ReactNode } from 'react'

const soon = 30
const day = 86_400_000

/** The day on which something runs out: it says that it has expired, or how many days are left where they are few. */
export function Expires({ on, open, children }: { on: string; open: boolean; children: ReactNode }) {
  const today = new Date(new Date().toLocaleDateString('sv')).getTime()
  const left = on.includes('T') ? Math.ceil((new Date(on).getTime() - Date.now()) / day) : (new Date(on).getTime() - today) / day
  if (!open || left > soon) return children
  const past = left < 0 || (left === 0 && on.includes('T'))
  return (
    <span className={`inline-flex flex-wrap items-center gap-x-2 gap-y-1 ${past ? 'text-danger-ink' : ''}`}>
      {children}
      <span className={`rounded-full px-2 py-0.5 text-xs font-medium ${past ? 'bg-danger-soft' : 'border border-line'}`}>
        {past ? 'Expired' : left === 0 ? 'Today' : left === 1 ? '1 day left' : `${left} days left`}
      </span>
    </span>
  )
}
