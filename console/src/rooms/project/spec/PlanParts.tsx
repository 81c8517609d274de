import { CircleSlash } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Ai } from '@/api/client'
import { capital } from '@/ui'
import { Because, isAssumed, Masonry, RecordCard, RequiredLegend, whyAssumed } from './Record'

export type PlanOut = Ai['PlanOut']

interface Props {
  plan: PlanOut
  /** Of the headings of its parts: one below that of the page. */
  level: 2 | 3
  /** Told the words that caused what is pointed at, and null when nothing is. */
  onPoint?: (words: string | null) => void
}

/** An application in words, before it is built and afterwards: what was assumed, its data, who may do what, its pages, what is left out. */
export function PlanParts({ plan, level, onPoint }: Props) {
  const below = level === 2 ? 'h3' : 'h4'
  const Role = below
  return (
    <>
      <Assumed plan={plan} level={level} />
      <Part title="Records" level={level} count={plan.records.length} note={<RequiredLegend />}>
        <Masonry
          cards={plan.records.map((record) => ({
            key: record.label,
            card: (
              <Caused because={record.because} onPoint={onPoint}>
                <RecordCard title={record.label} because={record.because} fields={record.fields} heading={below} />
              </Caused>
            ),
          }))}
        />
      </Part>
      <Part title="Roles" level={level} count={plan.roles.length}>
        <ul className="divide-y rounded-lg border bg-surface">
          {plan.roles.map((role) => (
            <li key={role.label} className="px-4 py-3">
              <Caused because={role.because} onPoint={onPoint}>
                <Role className="text-sm">
                  {role.label}
                  {role.signup && <span className="ml-2 text-xs font-normal text-faint">Can sign up</span>}
                </Role>
                <p className="text-sm text-muted">{role.may}.</p>
                <Because words={role.because} />
              </Caused>
            </li>
          ))}
          {(plan.public || plan.visitors !== null) && (
            <li className="px-4 py-3">
              <Role className="text-sm">Visitors, not signed in</Role>
              <p className="text-sm text-muted">{plan.visitors ?? 'Can see the public pages'}.</p>
            </li>
          )}
        </ul>
      </Part>
      <Part title="Pages" level={level} count={plan.pages.length}>
        <p className="text-sm text-pretty text-muted">{plan.pages.join(', ')}</p>
      </Part>
      <LeftOut plan={plan} level={level} />
    </>
  )
}

function LeftOut({ plan: { notBuilt }, level }: { plan: PlanOut; level: 2 | 3 }) {
  if (notBuilt.length === 0) return <p className="mt-8 text-sm text-faint">Nothing is left out.</p>
  return (
    <Part title="Left out" level={level} count={notBuilt.length}>
      <ul className="flex flex-col gap-2.5 rounded-lg bg-warn-soft p-4 text-warn">
        {notBuilt.map((reason) => (
          <li key={reason.subject} className="flex gap-2">
            <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0" />
            <div className="min-w-0 break-words">
              <p className="text-sm font-medium">{capital(reason.subject)}</p>
              <p className="text-xs">{capital(reason.because)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** What the prompt does not say, and whoever wrote it should look at. */
function Assumed({ plan, level }: { plan: PlanOut; level: 2 | 3 }) {
  const all = [
    ...plan.records.map((record) => ({ subject: record.label, because: record.because })),
    ...plan.roles.map((role) => ({ subject: role.label, because: role.because })),
    ...plan.decisions,
  ].filter((item) => isAssumed(item.because))
  if (all.length === 0) return null
  return (
    <Part title="Assumed" level={level} count={all.length} note={<span className="text-xs font-normal text-faint">Your prompt does not say this</span>}>
      <ul className="divide-y rounded-lg border bg-info-soft">
        {all.map((item) => (
          <li key={item.subject} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2 text-sm">
            <span className="font-medium">{capital(item.subject)}</span>
            <span className="min-w-0 text-xs break-words text-muted">{capital(whyAssumed(item.because))}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

interface PartProps {
  title: string
  level: 2 | 3
  count?: number
  note?: ReactNode
  children: ReactNode
}

export function Part({ title, level, count = 0, note, children }: PartProps) {
  const Heading = `h${level}` as const
  return (
    <section aria-label={title} className="mt-8">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <Heading className="text-base">
          {title} {count > 0 && <span className="tabular ml-1 font-normal text-faint">{count}</span>}
        </Heading>
        {note}
      </div>
      {children}
    </section>
  )
}

interface CausedProps {
  because: string
  onPoint: Props['onPoint']
  children: ReactNode
}

/** Something of the plan; pointing at it shows in the prompt which words it comes from. */
function Caused({ because, onPoint, children }: CausedProps) {
  return (
    <div onPointerEnter={() => onPoint?.(because)} onPointerLeave={() => onPoint?.(null)}>
      {children}
    </div>
  )
}
