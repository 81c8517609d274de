import clsx from 'clsx'
import { Check, Circle, CircleSlash, Minus, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { isOver, type Link, type Operation } from '@/api/operations'
import { Mark } from '@/shell/Mark'
import { Progress, Skeleton, seconds } from '@/ui'

type Phase = Operation['phases'][number]

interface Props {
  operation: Operation | null
  link: Link
  className?: string
}

/** How far an operation is: its percentage, its phases with their times, and whether we still hear of it. */
export function OperationProgress({ operation, link, className }: Props) {
  const running = operation?.phases.find((phase) => phase.state === 'running')
  return (
    <div className={className}>
      <div className="mb-2 flex items-baseline justify-between gap-4 text-sm">
        <p role="status" className="font-medium">
          {said(operation, running)}
        </p>
        <p className="tabular shrink-0 text-faint">
          {link === 'reconnecting' ? 'Reconnecting…' : operation ? <Elapsed operation={operation} /> : ' '}
        </p>
      </div>
      <Progress label="Progress" percent={operation?.percent ?? 0} tone={toneOf(operation)} />
      <ol aria-label="Phases" className="mt-5 flex flex-col">
        {operation
          ? operation.phases.map((phase) => <PhaseRow key={phase.name} phase={phase} />)
          : [0, 1, 2, 3, 4].map((place) => (
              <li key={place} className="flex h-9 items-center">
                <Skeleton className="h-4 w-52" />
              </li>
            ))}
      </ol>
    </div>
  )
}

function said(operation: Operation | null, running: Phase | undefined): string {
  switch (operation?.status) {
    case undefined:
      return 'Loading…'
    case 'queued':
      return 'Queued'
    case 'succeeded':
      return 'Done'
    case 'failed':
      return 'Failed'
    case 'cancelled':
      return 'Cancelled'
    default:
      return running?.label ?? 'Working'
  }
}

function toneOf(operation: Operation | null) {
  if (operation?.status === 'failed') return 'bad'
  return operation?.status === 'cancelled' ? 'neutral' : 'accent'
}

/** Seconds since it began, beside what it usually takes. */
function Elapsed({ operation }: { operation: Operation }) {
  const [now, setNow] = useState(Date.now)
  const over = isOver(operation)
  useEffect(() => {
    if (over) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [over])
  if (!operation.startedAt) return null
  const until = operation.finishedAt ? Date.parse(operation.finishedAt) : now
  const passed = Math.max(0, (until - Date.parse(operation.startedAt)) / 1000)
  const usual = !over && operation.estimatedTime !== null && ` of about ${seconds(operation.estimatedTime)}`
  return (
    <>
      {over ? seconds(passed) : `${Math.floor(passed)} s`}
      {usual}
    </>
  )
}

function PhaseRow({ phase }: { phase: Phase }) {
  const isWaiting = phase.state === 'pending' || phase.state === 'skipped'
  return (
    <li className={clsx('flex h-9 items-center gap-3 border-b text-sm last:border-0', isWaiting && 'text-faint')} aria-current={phase.state === 'running' ? 'step' : undefined}>
      <PhaseIcon state={phase.state} />
      <span className={clsx('grow truncate', phase.state === 'running' && 'font-medium')}>{phase.label}</span>
      <span className="sr-only">{phase.state}</span>
      <span className="tabular shrink-0 text-xs text-faint">
        {phase.seconds !== null && phase.seconds !== undefined ? seconds(phase.seconds) : phase.state === 'running' && phase.progress > 0 ? `${Math.round(phase.progress * 100)}%` : ''}
      </span>
    </li>
  )
}

function PhaseIcon({ state }: { state: string }) {
  switch (state) {
    case 'running':
      return <Mark turning className="size-4 shrink-0 text-accent" />
    case 'succeeded':
      return <Check aria-hidden className="size-4 shrink-0 text-ok" />
    case 'failed':
      return <X aria-hidden className="size-4 shrink-0 text-bad" />
    case 'cancelled':
      return <CircleSlash aria-hidden className="size-4 shrink-0 text-faint" />
    case 'skipped':
      return <Minus aria-hidden className="size-4 shrink-0 text-faint" />
    default:
      return <Circle aria-hidden className="size-4 shrink-0 text-line-strong" />
  }
}
