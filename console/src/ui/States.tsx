import clsx from 'clsx'
import { CloudOff, RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError, OfflineError, wordsOf } from '@/api/errors'
import { Button } from './Button'

interface EmptyProps {
  title: string
  /** What belongs here, and how it comes about. */
  children?: ReactNode
  action?: ReactNode
  icon?: ReactNode
  /** In the place of a list or a card, rather than of a whole pane. */
  framed?: boolean
  className?: string
}

export function EmptyState({ title, children, action, icon, framed = false, className }: EmptyProps) {
  return (
    <div className={clsx('flex flex-col items-center justify-center gap-2 px-6 text-center', framed ? 'rounded-lg border border-dashed py-10' : 'py-14', className)}>
      {icon && <div className="mb-1 text-faint [&_svg]:size-6">{icon}</div>}
      <p className="text-base font-medium">{title}</p>
      {children && <div className="max-w-prose text-sm text-pretty text-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}

interface ErrorProps {
  error: unknown
  /** What could not be shown, as "The projects". */
  what?: string
  onRetry?: () => void
  className?: string
}

/** What went wrong and what to do; the place keeps its size. */
export function ErrorState({ error, what, onRetry, className }: ErrorProps) {
  const offline = error instanceof OfflineError
  const missing = error instanceof ApiError && error.isMissing
  const forbidden = error instanceof ApiError && error.status === 403
  const Icon = offline ? CloudOff : TriangleAlert
  return (
    <div role="alert" className={clsx('flex flex-col items-center justify-center gap-2 px-6 py-14 text-center', className)}>
      <Icon aria-hidden className="mb-1 size-6 text-faint" />
      <p className="text-base font-medium">{offline ? 'No connection' : missing ? 'Not found' : forbidden ? 'Your role cannot see this' : `${what ?? 'This'} could not be shown`}</p>
      <p className="max-w-prose text-sm text-pretty text-muted">{forbidden ? 'An admin of this organization can change your role.' : wordsOf(error)}</p>
      {onRetry && !missing && !forbidden && (
        <Button className="mt-3" icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** A place that is being filled: give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-[breathe_1.8s_ease-in-out_infinite] rounded-md bg-hover', className)} />
}

/** Says to screen readers that something is loading, around its skeletons. */
export function Loading({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div role="status" aria-busy className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  )
}
