import type { ReactNode } from 'react'

/** The day by which something has to be done; while it is open and the day has passed, it says that it is overdue. */
export function Due({ by, open, children }: { by: string; open: boolean; children: ReactNode }) {
  if (!open || !isPast(by)) return children
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 text-danger-ink">
      {children}
      <span className="rounded-full bg-danger-soft px-2 py-0.5 text-xs font-medium">Overdue</span>
    </span>
  )
}

/** Whether a moment has passed, or a day has, by the calendar of whoever looks (the Swedish write it `2031-04-09`). */
function isPast(by: string): boolean {
  return by.includes('T') ? new Date(by) < new Date() : by < new Date().toLocaleDateString('sv')
}
