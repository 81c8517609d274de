import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { History } from 'lucide-react'
import { useState } from 'react'
import { Badge, EmptyState, ErrorState, Loading, Pager, Skeleton, Time } from '@/ui'
import { OutcomeBadge } from '../checks/Outcome'
import { type Revision, revisionsQuery, saidOf, writerOf } from '../queries'
import { useProjectId } from '../work'
import { RevisionView } from './RevisionView'

/** All states that the files were in, the latest first; beside them what one of them changed. */
export function Revisions() {
  const projectId = useProjectId()
  const { number, against } = useSearch({ from: '/signed-in/projects/$projectId/revisions' })
  const [page, setPage] = useState(1)
  const { data, error, refetch } = useQuery(revisionsQuery(projectId, page, 30))
  if (error && !data) return <ErrorState error={error} what="The revisions" onRetry={() => void refetch()} className="h-full" />
  if (!data) return <ListSkeleton />
  if (data.revisions.length === 0) {
    return (
      <EmptyState className="h-full" icon={<History aria-hidden />} title="No revisions yet">
        Every change to the files, by Millwright or by you, creates a revision. Nothing is ever deleted.
      </EmptyState>
    )
  }
  const shown = number ?? data.revisions[0]?.number
  return (
    <div className="flex h-full min-h-0">
      <div className={clsx('h-full w-full shrink-0 overflow-y-auto md:w-80 md:border-r', number !== undefined && 'max-md:hidden')}>
        <h2 className="px-4 pt-4 pb-2 text-lg">Revisions</h2>
        <ol className="border-t">
          {data.revisions.map((revision) => (
            <Item key={revision.number} projectId={projectId} revision={revision} isShown={revision.number === shown} />
          ))}
        </ol>
        <div className="px-4 pb-4">
          <Pager of={data.pagination} onPage={setPage} />
        </div>
      </div>
      {shown !== undefined && (
        <div className={clsx('min-w-0 grow', number === undefined && 'max-md:hidden')}>
          <RevisionView key={shown} projectId={projectId} number={shown} against={against} revisions={data.revisions} />
        </div>
      )}
    </div>
  )
}

function Item({ projectId, revision, isShown }: { projectId: string; revision: Revision; isShown: boolean }) {
  return (
    <li className="border-b">
      <Link
        to="/projects/$projectId/revisions"
        params={{ projectId }}
        search={{ number: revision.number }}
        aria-current={isShown || undefined}
        className={clsx('block px-4 py-2.5 outline-offset-[-2px] hover:bg-hover/60', isShown && 'md:bg-hover')}
      >
        <span className="flex items-center justify-between gap-2">
          <span className="tabular flex items-center gap-2 text-sm font-medium whitespace-nowrap">
            Revision {revision.number}
            {revision.head && <Badge>Current</Badge>}
            <OutcomeBadge outcome={revision.outcome} verified={revision.verified} />
          </span>
          <Time at={revision.createdAt} className="shrink-0 text-xs whitespace-nowrap text-faint" />
        </span>
        <span className="mt-0.5 line-clamp-2 text-sm break-words text-muted">{saidOf(revision)}</span>
        <span className="text-xs text-faint">
          {writerOf(revision)}
        </span>
      </Link>
    </li>
  )
}

function ListSkeleton() {
  return (
    <Loading label="Loading the revisions" className="flex h-full">
      <div className="w-full p-4 md:w-80 md:border-r">
        {[0, 1, 2, 3].map((place) => (
          <Skeleton key={place} className="mb-3 h-16 w-full" />
        ))}
      </div>
      <div className="hidden grow p-4 md:block">
        <Skeleton className="h-full w-full" />
      </div>
    </Loading>
  )
}
