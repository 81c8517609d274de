import { Inbox, RotateCw, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button'

interface EmptyProps {
  icon?: LucideIcon
  tone?: string
  title: string
  hint: string
  children?: ReactNode
}

/** What stands where there is nothing yet: why, and what to do about it. */
export function EmptyState({ icon: Icon = Inbox, tone = 'bg-primary-soft text-accent', title, hint, children }: EmptyProps) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span className={`mb-4 grid size-12 place-items-center rounded-full ${tone}`}>
        <Icon aria-hidden className="size-6" />
      </span>
      <p className="font-semibold">{title}</p>
      <p className="mt-1 mb-5 max-w-sm text-sm text-pretty text-muted">{hint}</p>
      {children}
    </div>
  )
}

export interface ErrorProps {
  error: Error
  onRetry: () => void
}

export function ErrorState({ error, onRetry }: ErrorProps) {
  return (
    <div role="alert">
      <EmptyState icon={TriangleAlert} tone="bg-danger-soft text-danger-ink" title="This could not be loaded" hint={error.message}>
        <Button variant="secondary" icon={RotateCw} onClick={onRetry}>
          Try again
        </Button>
      </EmptyState>
    </div>
  )
}

const WIDTHS = ['w-full', 'w-3/4', 'w-1/2']

/** Grey lines in place of content that is on its way. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div role="status" className="space-y-4 p-5">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={`h-5 animate-pulse rounded-md bg-line motion-reduce:animate-none ${WIDTHS[line % WIDTHS.length]}`} />
      ))}
    </div>
  )
}
