import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState, Loading, Skeleton } from './States'

interface Props<T> {
  query: UseQueryResult<T>
  /** What is asked for, as "The members". */
  what: string
  /** Its skeleton, of the size of what comes. */
  waiting: ReactNode
  children: (data: T) => ReactNode
}

/** What was asked for, once it is there; until then its skeleton, or why it is not. What is there stays while it is asked for anew. */
export function Answered<T>({ query, what, waiting, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorState error={query.error} what={what} onRetry={() => void query.refetch()} className="rounded-lg border" />
  return <Loading label={`Loading: ${what}`}>{waiting}</Loading>
}

/** The skeleton of a `Table` with so many rows. */
export function RowsWaiting({ rows = 3 }: { rows?: number }) {
  return (
    <div className="rounded-lg border bg-surface">
      <div className="h-9 border-b" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-14 items-center gap-6 border-b px-4 last:border-0">
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="h-4 w-1/5" />
        </div>
      ))}
    </div>
  )
}
