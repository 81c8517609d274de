import { CircleSlash } from 'lucide-react'
import type { ReactNode } from 'react'
import { Because, isAssumed, Masonry, RecordCard, RequiredLegend, takesOf, whyAssumed } from '@/rooms/project/spec/Record'
import { Badge, capital } from '@/ui'
import type { PlanOut } from './Plan'

interface Props {
  plan: PlanOut
  /** Told the words that caused what is pointed at, and null when nothing is. */
  onPoint: (words: string | null) => void
}

/** What one gets, what not, what was assumed; then the records in detail. */
export function PlanBody({ plan, onPoint }: Props) {
  return (
    <>
      <h1 className="text-2xl">{plan.name}</h1>
      <p className="mt-1.5 max-w-prose text-base text-pretty text-muted">{plan.description}</p>
      <Part title="Pages" count={plan.pages.length}>
        <ul className="flex flex-wrap gap-1.5">
          {plan.pages.map((page) => (
            <li key={page} className="rounded-md border bg-surface px-2.5 py-1 text-sm">
              {page}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Roles" count={plan.roles.length}>
        <ul className="divide-y rounded-lg border bg-surface">
          {plan.roles.map((role) => (
            <li key={role.label} className="px-4 py-3">
              <Caused because={role.because} onPoint={onPoint}>
                <h3 className="text-sm">{role.label}</h3>
                <p className="text-sm text-muted">{role.may.startsWith('everything') ? 'Can do' : 'Can'} {role.may}</p>
                <Because words={role.because} />
              </Caused>
            </li>
          ))}
          {plan.public && <li className="px-4 py-3 text-sm text-muted">Visitors can see the public pages without signing in.</li>}
        </ul>
      </Part>
      <LeftOut plan={plan} />
      <Assumed plan={plan} />
      <Part title="Records" count={plan.records.length} note={<RequiredLegend />}>
        <Masonry
          cards={plan.records.map((record) => ({
            key: record.label,
            card: (
              <Caused because={record.because} onPoint={onPoint}>
                <RecordCard title={record.label} because={record.because} fields={record.fields.map(lineOf)} heading="h3" />
              </Caused>
            ),
          }))}
        />
      </Part>
    </>
  )
}

function lineOf({ label, required, type, takes }: PlanOut['records'][number]['fields'][number]) {
  const target = type === 'reference' ? takes.join(', ') : undefined
  return { label, required, takes: takesOf({ type, choices: takes, target }) }
}

function LeftOut({ plan }: { plan: PlanOut }) {
  return (
    <Part title="Left out" count={plan.notBuilt.length}>
      {plan.notBuilt.length === 0 ? (
        <p className="text-sm text-muted">Nothing. Everything you asked for is included.</p>
      ) : (
        <ul className="flex flex-col gap-2.5 rounded-lg bg-warn-soft p-4">
          {plan.notBuilt.map((reason) => (
            <li key={reason.subject} className="flex gap-2">
              <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
              <div className="min-w-0 break-words">
                <p className="text-sm font-medium text-warn">{capital(reason.subject)}</p>
                <p className="text-xs text-warn">{capital(reason.because)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

/** What the prompt does not say, and whoever wrote it should look at. */
function Assumed({ plan }: { plan: PlanOut }) {
  const all = [
    ...plan.records.map((record) => ({ subject: record.label, because: record.because })),
    ...plan.roles.map((role) => ({ subject: role.label, because: role.because })),
    ...plan.decisions,
  ].filter((item) => isAssumed(item.because))
  if (all.length === 0) return null
  return (
    <Part title="Assumed" count={all.length}>
      <ul className="divide-y rounded-lg border bg-surface">
        {all.map((item) => (
          <li key={item.subject} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2 text-sm">
            <span className="font-medium">{item.subject}</span>
            <span className="min-w-0 text-xs break-words text-muted">{capital(whyAssumed(item.because))}</span>
            <span className="ml-auto">
              <Badge tone="info">Please check</Badge>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Part({ title, count, note, children }: { title: string; count: number; note?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-8">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="text-base">
          {title} {count > 0 && <span className="tabular ml-1 font-normal text-faint">{count}</span>}
        </h2>
        {note}
      </div>
      {children}
    </section>
  )
}

interface CausedProps {
  because: string
  onPoint: (words: string | null) => void
  children: ReactNode
}

/** Something of the plan; pointing at it shows in the prompt which words it comes from. */
function Caused({ because, onPoint, children }: CausedProps) {
  return (
    <div onPointerEnter={() => onPoint(because)} onPointerLeave={() => onPoint(null)}>
      {children}
    </div>
  )
}
