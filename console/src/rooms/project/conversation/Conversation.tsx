import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDashed, GitCompare, LoaderCircle, ScanEye, UserRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { isOver, type Operation } from '@/api/operations'
import { profileQuery } from '@/api/profile'
import type { Project } from '@/api/projects'
import { Badge, capital, ErrorState, Loading, Progress, Skeleton, Time } from '@/ui'
import { OutcomeBadge } from '../checks/Outcome'
import { resultsQuery, type Revision, revisionsQuery, saidOf } from '../queries'
import { useWork } from '../work'
import { Cancel } from '../WorkChip'
import { Trouble } from '../progress/Trouble'
import { Outcome } from './Outcome'
import { madeBy, provedBy } from './result'
import { WishForm } from './WishForm'

/** What was asked for so far and what became of it, and the place to ask for more. */
export default function Conversation({ project }: { project: Project }) {
  const revisions = useQuery(revisionsQuery(project.id))
  const results = useQuery(resultsQuery(project.id))
  const { operation } = useWork()
  const who = useWho(revisions.data?.revisions)
  const said = useRef<HTMLDivElement>(null)
  const newest = revisions.data?.revisions[0]?.number
  useEffect(() => {
    const { current } = said
    if (current) current.scrollTop = current.scrollHeight
  }, [newest, operation?.id, operation?.status, results.data])
  return (
    <div className="flex h-full flex-col bg-canvas">
      <h2 className="sr-only">Conversation</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div ref={said} className="min-h-0 grow overflow-y-auto px-4 py-5" tabIndex={0} role="region" aria-label="What was said">
        <ol className="flex flex-col gap-6">
          <Said by={who(project.userId)} at={project.createdAt}>
            {project.prompt}
          </Said>
          {revisions.error && !revisions.data ? (
            <ErrorState error={revisions.error} what="The conversation" onRetry={() => void revisions.refetch()} />
          ) : revisions.data ? (
            revisions.data.revisions.toReversed().map((revision) => (
              <Step
                key={revision.number}
                project={project}
                revision={revision}
                result={results.data?.find(({ result }) => result?.revision === revision.number)?.result ?? null}
                who={who(revision.userId)}
                isNewest={revision.number === newest}
              />
            ))
          ) : (
            <Loading label="Loading the conversation">
              <Skeleton className="h-16 w-full" />
            </Loading>
          )}
          {operation && operation.projectId === project.id && <Current operation={operation} />}
        </ol>
      </div>
      <WishForm project={project} />
    </div>
  )
}

/** What to call people by their ids: "You" whoever is signed in, the others by their names. */
function useWho(revisions: readonly Revision[] = []): (userId: string) => string {
  const { data } = useQuery(profileQuery)
  return (userId) => (userId === data?.id ? 'You' : revisions.find((revision) => revision.userId === userId)?.userName || 'Someone')
}

function Said({ by, at, children }: { by: string; at: string; children: string }) {
  return (
    <li>
      <p className="mb-1 flex items-center justify-between text-xs text-faint">
        <span className="flex items-center gap-1.5">
          <UserRound aria-hidden className="size-3.5" />
          {by}
        </span>
        <Time at={at} />
      </p>
      <p className="rounded-lg rounded-tl-sm border bg-raised px-3 py-2 text-sm break-words whitespace-pre-wrap shadow-card">{children}</p>
    </li>
  )
}

interface StepProps {
  project: Project
  revision: Revision
  /** What the work that made it ended with; null where people made it themselves. */
  result: Operation['result']
  who: string
  isNewest: boolean
}

/** A revision: the words that led to it, where they were not those of the project, what came of them, and what it is now. */
function Step({ project, revision, result, who, isNewest }: StepProps) {
  const isFirst = revision.number === 1
  const { isBusy } = useWork()
  const Action = isFirst ? ScanEye : GitCompare
  return (
    <>
      {!isFirst && (
        <Said by={revision.author === 'ai' ? who : `${who} edited`} at={revision.createdAt}>
          {saidOf(revision)}
        </Said>
      )}
      <li className="-mt-3 pl-3">
        <Reply result={result} />
        {result && revision.head && <Outcome result={result} projectId={project.id} />}
        <div className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          <Mark revision={revision} isInWork={isBusy && isNewest && !revision.verified} />
          <span className="tabular">Revision {revision.number}</span>
          {revision.head && <Badge>Current</Badge>}
          <Link
            to="/projects/$projectId/revisions"
            params={{ projectId: project.id }}
            search={{ number: revision.number }}
            className="ml-auto inline-flex items-center gap-1 rounded-sm text-muted hover:text-ink max-sm:min-h-10"
          >
            <Action aria-hidden className="size-3.5" />
            {isFirst ? 'View' : 'View changes'}
            <span className="sr-only">{isFirst ? '' : 'of '}revision {revision.number}</span>
          </Link>
        </div>
      </li>
    </>
  )
}

const FEW = 4

/** What Millwright made of the words above it. */
function Reply({ result }: { result: Operation['result'] }) {
  const made = madeBy(result)
  const proved = provedBy(result)
  if (made.length === 0 && proved === '') return null
  return (
    <div className="text-sm">
      {made.slice(0, FEW).map((sentence) => (
        <p key={sentence} className="break-words">
          {capital(sentence)}.
        </p>
      ))}
      {made.length > FEW && <p>And {made.length - FEW} more.</p>}
      {proved && <p className="tabular text-xs text-faint">{capital(proved)}.</p>}
    </div>
  )
}

/** The one sign of how far a revision can be trusted. */
function Mark({ revision, isInWork }: { revision: Revision; isInWork: boolean }) {
  if (isInWork) return <LoaderCircle aria-hidden className="size-3.5 animate-[turn_0.9s_linear_infinite] text-accent-ink" />
  if (revision.verified) return <CircleCheck role="img" aria-label="Verified" className="size-3.5 text-ok" />
  if (revision.outcome) return <OutcomeBadge outcome={revision.outcome} />
  return <CircleDashed role="img" aria-label="Not checked" className="size-3.5 text-faint" />
}

/** What is being done now, or was just tried: what came of it is said at its revision. */
function Current({ operation }: { operation: Operation }) {
  if (!isOver(operation)) {
    const running = operation.phases.find((phase) => phase.state === 'running')
    return (
      <li className="rounded-lg border bg-surface p-3">
        <div className="flex items-center justify-between gap-3">
          <p role="status" className="text-sm font-medium">
            {running?.label ?? 'Queued'}
          </p>
          <span className="tabular text-xs text-faint">{operation.percent}%</span>
        </div>
        <Progress label="Progress" percent={operation.percent} className="mt-2.5" />
        <Cancel operation={operation} look="quiet" size="sm" className="mt-2 -ml-2.5" />
      </li>
    )
  }
  if (operation.status === 'failed') {
    return (
      <li className="-mt-6">
        <Trouble operation={operation} />
      </li>
    )
  }
  if (operation.status === 'cancelled') return <li className="text-sm text-muted">You cancelled it. Nothing was changed.</li>
  return null
}
