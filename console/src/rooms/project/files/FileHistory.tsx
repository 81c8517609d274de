import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useState } from 'react'
import { Answered, Dialog, ErrorState, Pager, Skeleton, Time } from '@/ui'
import { saidOf, writerOf } from '../queries'
import { Difference } from '../revisions/Difference'
import { OMITTED } from '../revisions/omitted'
import { fileDifferenceQuery, fileHistoryQuery, type TreeFile } from './queries'

interface Props {
  projectId: string
  file: TreeFile
  onClose: () => void
}

/** The revisions that a file came, changed and went with; and what each did to it. */
export function FileHistory({ projectId, file, onClose }: Props) {
  const [page, setPage] = useState(1)
  const [asked, setAsked] = useState<number | null>(null)
  const history = useQuery(fileHistoryQuery(projectId, file, page))
  const shown = asked ?? history.data?.revisions[0]?.number
  return (
    <Dialog open onClose={onClose} wide title="History" description={file.path}>
      <Answered query={history} what="The history" waiting={<Skeleton className="h-72 w-full" />}>
        {({ revisions, pagination }) => (
          <div className="flex flex-col gap-3">
            <div className="max-h-52 overflow-y-auto rounded-lg border">
              <ol aria-label="Revisions of this file" className="divide-y">
                {revisions.map((revision) => (
                  <li key={revision.number}>
                    <button
                      type="button"
                      aria-pressed={revision.number === shown}
                      onClick={() => setAsked(revision.number)}
                      className={clsx('block w-full px-3 py-2 text-left outline-offset-[-2px] hover:bg-hover/60', revision.number === shown && 'bg-hover')}
                    >
                      <span className="flex items-baseline justify-between gap-3">
                        <span className="tabular shrink-0 text-sm font-medium">Revision {revision.number}</span>
                        <Time at={revision.createdAt} className="text-xs text-faint" />
                      </span>
                      <span className="block truncate text-xs text-muted">{saidOf(revision)}</span>
                      <span className="block truncate text-xs text-faint">{writerOf(revision)}</span>
                    </button>
                  </li>
                ))}
              </ol>
            </div>
            <Pager of={pagination} onPage={setPage} />
            {shown !== undefined && <Change projectId={projectId} file={file} number={shown} onLeave={onClose} />}
          </div>
        )}
      </Answered>
    </Dialog>
  )
}

function Change({ projectId, file, number, onLeave }: { projectId: string; file: TreeFile; number: number; onLeave: () => void }) {
  const { data, error, refetch } = useQuery(fileDifferenceQuery(projectId, file, number))
  const change = data?.files[0]
  return (
    <section aria-label={`What revision ${number} changed`}>
      <div className="mb-1.5 flex items-center justify-between gap-3 text-xs text-faint">
        <span className="tabular">{change && `${change.added} lines added, ${change.deleted} deleted`}</span>
        <Link to="/projects/$projectId/revisions" params={{ projectId }} search={{ number }} onClick={onLeave} className="shrink-0 text-accent-ink underline underline-offset-4">
          Open revision {number}
        </Link>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div tabIndex={0} role="region" aria-label="Difference" className="max-h-[45dvh] min-h-24 overflow-auto rounded-lg border bg-editor">
        {error ? (
          <ErrorState error={error} what="The difference" onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton className="h-24 w-full" />
        ) : change?.difference ? (
          <Difference text={change.difference} view="unified" />
        ) : (
          <p className="px-3 py-2 text-xs text-faint">{OMITTED[change?.omitted ?? ''] ?? 'No lines differ.'}</p>
        )}
      </div>
    </section>
  )
}
