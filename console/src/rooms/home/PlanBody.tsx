import clsx from 'clsx'
import { Asterisk } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlanOut } from './Plan'

interface Props {
  plan: PlanOut
  /** Told the words that caused what is pointed at, and null when nothing is. */
  onPoint: (words: string | null) => void
}

const TYPES: Record<string, string> = {
  long_text: 'long text',
  datetime: 'date and time',
  boolean: 'yes or no',
}

/** The parts of what will be built, each with the words that asked for it. */
export function PlanBody({ plan, onPoint }: Props) {
  return (
    <>
      <h1 className="text-2xl">{plan.name}</h1>
      <p className="mt-1.5 max-w-prose text-base text-pretty text-muted">{plan.description}</p>
      <Part title="Records" count={plan.records.length}>
        <ul className="gap-3 sm:columns-2">
          {plan.records.map((record) => (
            <Caused key={record.label} because={record.because} onPoint={onPoint} className="mb-3 break-inside-avoid rounded-lg border bg-surface p-4">
              <h3 className="text-base">{record.label}</h3>
              <Because words={record.because} />
              <dl className="mt-3 border-t pt-2">
                {record.fields.map((field) => (
                  <div key={field.label} className="flex items-baseline justify-between gap-4 py-0.5">
                    <dt className="shrink-0">
                      {field.label}
                      {field.required && <Asterisk role="img" aria-label="required" className="mb-1 ml-0.5 inline size-2.5 text-accent-ink" />}
                    </dt>
                    <dd className="truncate text-xs text-faint" title={field.takes.join(', ')}>
                      {field.takes.length > 0 ? field.takes.join(' · ') : (TYPES[field.type] ?? field.type.replaceAll('_', ' '))}
                    </dd>
                  </div>
                ))}
              </dl>
            </Caused>
          ))}
        </ul>
      </Part>
      <Part title="People" count={plan.roles.length}>
        <ul className="divide-y rounded-lg border bg-surface">
          {plan.roles.map((role) => (
            <Caused key={role.label} because={role.because} onPoint={onPoint} className="px-4 py-3">
              <h3 className="text-sm">{role.label}</h3>
              <p className="text-sm text-muted">May {role.may}</p>
              <Because words={role.because} />
            </Caused>
          ))}
          {plan.public && <li className="px-4 py-3 text-sm text-muted">Anybody may look at the public pages without signing in.</li>}
        </ul>
      </Part>
      <Part title="Pages" count={plan.pages.length}>
        <ul className="flex flex-wrap gap-1.5">
          {plan.pages.map((page) => (
            <li key={page} className="rounded-md border bg-surface px-2.5 py-1 text-sm">
              {page}
            </li>
          ))}
        </ul>
      </Part>
    </>
  )
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-9">
      <h2 className="mb-3 text-base">
        {title} <span className="tabular ml-1 font-normal text-faint">{count}</span>
      </h2>
      {children}
    </section>
  )
}

interface CausedProps {
  because: string
  onPoint: (words: string | null) => void
  className?: string
  children: ReactNode
}

/** Something of the plan; pointing at it shows in the wish which words it comes from. */
export function Caused({ because, onPoint, className, children }: CausedProps) {
  return (
    <li onPointerEnter={() => onPoint(because)} onPointerLeave={() => onPoint(null)} className={clsx('transition-colors hover:border-line-strong', className)}>
      {children}
    </li>
  )
}

const isAssumed = (words: string) => words.startsWith('assumed')

/** The words of the wish, quoted; or what was assumed, said as such. */
export function Because({ words }: { words: string }) {
  if (words === '') return null
  return <p className="mt-0.5 text-xs text-faint">{isAssumed(words) ? words.charAt(0).toUpperCase() + words.slice(1) : `“${words}”`}</p>
}
