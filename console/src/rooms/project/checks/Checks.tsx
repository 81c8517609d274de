import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { Check as CheckIcon, ChevronRight, LoaderCircle, Minus, ShieldCheck, X } from 'lucide-react'
import { useState } from 'react'
import { EmptyState, ErrorState, Loading, seconds, Skeleton } from '@/ui'
import { type Check, type RevisionDetail, revisionQuery } from '../revisions/queries'
import { useProjectId, useWork } from '../work'
import { Coverage } from './Coverage'
import { Findings } from './Findings'
import { CHECKS, NotRun, OutcomeBadge } from './Outcome'
import { VerifyButton } from './VerifyButton'

const STATES = {
  passed: { icon: CheckIcon, tone: 'text-ok', said: 'passed' },
  failed: { icon: X, tone: 'text-bad', said: 'failed' },
  not_run: { icon: Minus, tone: 'text-faint', said: 'not run' },
} as const

/** What the checks found of a revision: the head, unless the address says another. */
export function Checks() {
  const projectId = useProjectId()
  const { revision: asked } = useSearch({ from: '/signed-in/projects/$projectId/checks' })
  const { data, error, refetch } = useQuery(revisionQuery(projectId, asked === undefined ? 'head' : String(asked)))
  if (error && !data) return <ErrorState error={error} what="The checks" onRetry={() => void refetch()} className="h-full" />
  if (!data) return <ChecksSkeleton />
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-5 sm:px-6 sm:py-8">
        <Head projectId={projectId} revision={data} isAsked={asked !== undefined} />
        <UnderWay shown={data.number} />
        <NotRun of={data} className="mt-5" />
        {data.checks ? <Report projectId={projectId} revision={data} checks={data.checks} /> : <NotChecked />}
      </div>
    </div>
  )
}

function Head({ projectId, revision, isAsked }: { projectId: string; revision: RevisionDetail; isAsked: boolean }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div>
        <h2 className="flex items-center gap-2 text-lg">
          Checks
          <OutcomeBadge outcome={revision.outcome} verified={revision.verified} />
        </h2>
        <p className="tabular text-sm text-muted">
          Revision {revision.number}
          {revision.head ? ', current' : ''}
          {isAsked && !revision.head && (
            <>
              {', '}
              <Link to="/projects/$projectId/checks" params={{ projectId }} search={{}} className="text-accent-ink underline underline-offset-2">
                show the current revision
              </Link>
            </>
          )}
        </p>
      </div>
      {revision.head && <VerifyButton projectId={projectId} look={revision.verified ? 'plain' : 'primary'} />}
    </header>
  )
}

/** What is being checked now, which is not what is told below. */
function UnderWay({ shown }: { shown: number }) {
  const { operation, isBusy } = useWork()
  const running = operation?.phases.find((phase) => phase.state === 'running')
  if (!isBusy || !running) return null
  return (
    <p role="status" className="mt-5 flex items-center gap-2.5 rounded-lg bg-accent-soft px-4 py-2.5 text-sm text-accent-ink">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-[turn_0.9s_linear_infinite]" />
      {running.label}… Until it is done, this page shows revision {shown} as it was last checked.
    </p>
  )
}

function NotChecked() {
  return (
    <EmptyState framed className="mt-6" icon={<ShieldCheck aria-hidden />} title="Not checked yet">
      “Run checks” lints it, runs its tests, builds and starts it, and opens every page in a browser. When everything passes, the
      preview shows this revision.
    </EmptyState>
  )
}

function Report({ projectId, revision, checks }: { projectId: string; revision: RevisionDetail; checks: readonly Check[] }) {
  const passed = checks.filter((check) => check.state === 'passed').length
  const figures: [string, string][] = [
    ['Checks passed', `${passed} of ${checks.length}`],
    ['Tests passed', revision.totals ? `${revision.totals.passed} of ${revision.totals.passed + revision.totals.failed}` : '—'],
    ['Coverage', revision.coverage === null ? '—' : `${revision.coverage}%`],
  ]
  const coverage = checks.flatMap((check) => check.coverage)
  return (
    <>
      <dl className="mt-6 grid grid-cols-3 gap-px overflow-hidden rounded-lg border bg-line">
        {figures.map(([label, value]) => (
          <div key={label} className="bg-surface px-4 py-3 max-sm:px-3">
            <dt className="text-xs text-faint">{label}</dt>
            <dd className="tabular text-lg font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <ul className="mt-4 divide-y rounded-lg border bg-surface">
        {checks.map((check) => (
          <CheckRow key={check.name} projectId={projectId} check={check} isHead={revision.head} />
        ))}
      </ul>
      {coverage.length > 0 && <Coverage projectId={projectId} files={coverage} isHead={revision.head} />}
    </>
  )
}

function CheckRow({ projectId, check, isHead }: { projectId: string; check: Check; isHead: boolean }) {
  const [open, setOpen] = useState(check.state === 'failed')
  const { icon: Icon, tone, said } = STATES[check.state]
  const { findings, totals, reason } = check
  const hasMore = findings.length > 0 || reason !== null
  const Row = hasMore ? 'button' : 'div'
  return (
    <li>
      <Row
        {...(hasMore && { type: 'button' as const, 'aria-expanded': open, onClick: () => setOpen(!open) })}
        className="flex min-h-11 w-full items-center gap-3 px-4 py-2 text-left text-sm outline-offset-[-2px]"
      >
        <Icon aria-hidden className={clsx('size-4 shrink-0', tone)} />
        <span className="min-w-0 grow">
          <span className="font-medium">{CHECKS[check.name]}</span>
          <span className="sr-only"> {said}</span>
          {totals && (
            <span className="tabular ml-2 text-xs text-faint">
              {totals.passed} passed{totals.failed > 0 && `, ${totals.failed} failed`}
              {totals.skipped > 0 && `, ${totals.skipped} skipped`}
            </span>
          )}
        </span>
        {check.state === 'not_run' ? <span className="text-xs text-faint">Not run</span> : <span className="tabular text-xs text-faint">{seconds(check.seconds)}</span>}
        {hasMore && <ChevronRight aria-hidden className={clsx('size-4 shrink-0 text-faint transition-transform', open && 'rotate-90')} />}
      </Row>
      {hasMore && open && (
        <div className="border-t bg-sunken/60 px-4 py-3">
          {reason && <p className="text-sm break-words text-muted">{reason}</p>}
          <Findings projectId={projectId} findings={findings} isHead={isHead} />
        </div>
      )}
    </li>
  )
}

function ChecksSkeleton() {
  return (
    <Loading label="Loading the checks" className="mx-auto max-w-3xl px-4 py-5 sm:px-6 sm:py-8">
      <Skeleton className="h-12 w-56" />
      <Skeleton className="mt-6 h-17 w-full" />
      <Skeleton className="mt-4 h-88 w-full" />
    </Loading>
  )
}
