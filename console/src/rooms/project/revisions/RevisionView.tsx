import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Columns2, ListChecks, Rows2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useWhyNot } from '@/api/profile'
import { Badge, Button, buttonClass, CheckField, Confirm, ErrorState, SelectField, Skeleton, Time, Tooltip } from '@/ui'
import { NotRun, OutcomeBadge } from '../checks/Outcome'
import { type Revision, saidOf, writerOf } from '../queries'
import { useWork } from '../work'
import type { View } from './Difference'
import { DifferenceFiles } from './DifferenceFiles'
import { differenceQuery, revisionQuery } from './queries'

interface Props {
  projectId: string
  number: number
  against: number | undefined
  revisions: readonly Revision[]
}

const VIEW_KEY = 'difference'

/** One revision: who, when, why; what it changed; and going back to it. */
export function RevisionView({ projectId, number, against, revisions }: Props) {
  const revision = useQuery(revisionQuery(projectId, String(number)))
  const difference = useQuery(differenceQuery(projectId, number, against))
  const [view, setView] = useState<View>(() => (localStorage.getItem(VIEW_KEY) === 'unified' ? 'unified' : 'split'))
  const [asks, setAsks] = useState(false)
  const { isBusy } = useWork()
  const whyNot = useWhyNot('projects:write')
  const choose = (next: View) => {
    localStorage.setItem(VIEW_KEY, next)
    setView(next)
  }
  if (revision.error && !revision.data) return <ErrorState error={revision.error} what="The revision" onRetry={() => void revision.refetch()} />
  const shown = revision.data
  return (
    <article aria-label={`Revision ${number}`} className="flex h-full flex-col">
      <header className="shrink-0 border-b px-4 py-3">
        <Link to="/projects/$projectId/revisions" params={{ projectId }} search={{}} className="mb-2 inline-flex items-center gap-1.5 text-sm text-muted md:hidden">
          <ArrowLeft aria-hidden className="size-3.5" /> All revisions
        </Link>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 className="tabular flex items-center gap-2 text-base">
              Revision {number}
              {shown?.head && <Badge>Current</Badge>}
              {shown && <OutcomeBadge outcome={shown.outcome} verified={shown.verified} />}
            </h2>
            {shown ? (
              <>
                <p className="mt-0.5 line-clamp-3 max-w-prose text-sm break-words text-muted">{saidOf(shown)}</p>
                <NotRun of={shown} className="mt-1.5" />
                <p className="mt-0.5 text-xs text-faint">
                  {writerOf(shown)}, <Time at={shown.createdAt} />, {shown.files} files
                </p>
              </>
            ) : (
              <Skeleton className="mt-1 h-10 w-72" />
            )}
          </div>
          <div className="flex gap-2">
            <Link to="/projects/$projectId/checks" params={{ projectId }} search={{ revision: number }} className={buttonClass()}>
              <ListChecks aria-hidden className="size-3.5" /> Checks
            </Link>
            <Button disabled={!shown || shown.head || isBusy} whyNot={whyNot} icon={<Undo2 aria-hidden className="size-3.5" />} onClick={() => setAsks(true)}>
              Restore
            </Button>
          </div>
        </div>
      </header>
      <div className="flex h-11 shrink-0 items-center justify-between gap-3 border-b bg-surface px-4">
        <Against projectId={projectId} number={number} value={against ?? difference.data?.against ?? null} revisions={revisions} />
        <div className="flex max-sm:hidden">
          {(['split', 'unified'] as const).map((name) => (
            <Tooltip key={name} label={name === 'split' ? 'Side by side' : 'Unified'}>
              <Button
                look="quiet"
                size="sm"
                square
                aria-label={name === 'split' ? 'Side by side' : 'Unified'}
                aria-pressed={view === name}
                onClick={() => choose(name)}
                className={view === name ? '!bg-hover !text-ink' : ''}
              >
                {name === 'split' ? <Columns2 aria-hidden className="size-4" /> : <Rows2 aria-hidden className="size-4" />}
              </Button>
            </Tooltip>
          ))}
        </div>
      </div>
      <div className="min-h-0 grow overflow-y-auto">
        {difference.data ? (
          <DifferenceFiles projectId={projectId} isHead={shown?.head ?? false} difference={difference.data} view={view} />
        ) : difference.error ? (
          <ErrorState error={difference.error} what="The difference" onRetry={() => void difference.refetch()} />
        ) : (
          <div className="p-4">
            <Skeleton className="h-64 w-full" />
          </div>
        )}
      </div>
      <Restore projectId={projectId} number={number} open={asks} onClose={() => setAsks(false)} />
    </article>
  )
}

interface AgainstProps {
  projectId: string
  number: number
  value: number | null
  revisions: readonly Revision[]
}

function Against({ projectId, number, value, revisions }: AgainstProps) {
  const navigate = useNavigate()
  const others = new Set(revisions.map((item) => item.number).filter((item) => item !== number))
  if (value !== null) others.add(value)
  return (
    <div className="flex items-center gap-2 text-xs text-faint">
      <span aria-hidden>Compare with</span>
      <SelectField
        bare
        label="Compare with"
        value={value ?? ''}
        className="!h-7 !w-auto !py-0 text-xs"
        onChange={(event) =>
          void navigate({
            to: '/projects/$projectId/revisions',
            params: { projectId },
            search: { number, against: event.target.value === '' ? undefined : Number(event.target.value) },
          })
        }
        options={[
          ...(value === null ? [{ value: '', label: 'nothing' }] : []),
          ...[...others].sort((one, other) => other - one).map((item) => ({ value: String(item), label: `Revision ${item}` })),
        ]}
      />
    </div>
  )
}

function Restore({ projectId, number, open, onClose }: { projectId: string; number: number; open: boolean; onClose: () => void }) {
  const [withData, setWithData] = useState(false)
  const mayNotRelease = useWhyNot('deployments:write')
  const { follow } = useWork()
  const client = useQueryClient()
  const restore = async () => {
    const started = await of(
      aibuild.POST('/aibuild/v1/projects/{project_id}/revisions/{number}/restore', {
        params: { path: { project_id: projectId, number: String(number) } },
        body: { restoreData: withData },
      }),
    )
    void client.invalidateQueries({ queryKey: keys.project(projectId) })
    follow(started.operationId)
  }
  return (
    <Confirm open={open} onClose={onClose} title={`Restore revision ${number}?`} action="Restore" harmless onConfirm={restore}>
      <p>
        This creates a new revision with the files of revision {number}, runs the checks, and shows it in the preview once they pass. Nothing is
        deleted: the current files stay in the history.
      </p>
      <p className="mt-2">
        Data that people have entered stays. If the data model has changed since, the old files may not fit the data: the new revision then
        stays unverified and the preview unchanged, unless you restore the data too.
      </p>
      <CheckField
        className="mt-3 text-ink"
        label="Restore the data too, if needed"
        hint={mayNotRelease ?? 'Rows entered since then are kept only in a snapshot.'}
        checked={withData}
        disabled={mayNotRelease !== undefined}
        onChange={(event) => setWithData(event.target.checked)}
      />
    </Confirm>
  )
}
