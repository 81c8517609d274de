import { Asterisk } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Ai } from '@/api/client'
import { Badge } from '@/ui'

type Field = Ai['PlanOut']['records'][number]['fields'][number]

const TYPES: Record<string, string> = {
  long_text: 'long text',
  datetime: 'date and time',
  boolean: 'yes or no',
  integer: 'whole number',
  decimal: 'number',
}

/** What a field takes, when that is not a choice of values. */
export function takesOf({ type, takes, unique }: Pick<Field, 'type' | 'takes' | 'unique'>): string {
  if (type === 'account') return takes.length > 0 ? `person: ${takes.join(', ')}` : 'person who signs in'
  if (type === 'reference') return `link to ${takes.join(', ')}`
  return (TYPES[type] ?? type.replaceAll('_', ' ')) + (unique ? ', unique' : '')
}

interface Props {
  title: string
  because: string | undefined
  fields: readonly Field[]
  heading: 'h3' | 'h4'
}

/** A kind of record: why it is there, and its fields. */
export function RecordCard({ title, because, fields, heading: Heading }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-lg border bg-surface p-4">
      <Heading id={id} className="text-base font-semibold">
        {title}
      </Heading>
      <Because words={because} />
      <dl className="mt-3 border-t pt-2">
        {fields.map((field) => (
          <div key={field.label} className="flex items-baseline justify-between gap-4 py-0.5">
            <dt className="shrink-0">
              {field.label}
              {field.required && <Asterisk role="img" aria-label="required" className="mb-1 ml-0.5 inline size-2.5 text-accent-ink" />}
            </dt>
            <dd className="min-w-0 text-xs text-faint">{field.type === 'choice' && field.takes.length > 0 ? <Values values={field.takes} /> : takesOf(field)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The values of a choice, in their order: the states of a workflow among them. */
function Values({ values }: { values: readonly string[] }) {
  return (
    <ul className="flex flex-wrap justify-end gap-1">
      {values.map((value) => (
        <li key={value} className="rounded-full border px-1.5 text-2xs text-muted">
          {value}
        </li>
      ))}
    </ul>
  )
}

/** Explains the mark of required fields. */
export function RequiredLegend() {
  return (
    <span aria-hidden className="text-xs font-normal text-faint">
      <Asterisk className="mb-1 inline size-2.5 text-accent-ink" /> required
    </span>
  )
}

/** Cards of unequal height in two columns without holes, read from left to right; on a phone below each other. */
export function Masonry({ cards }: { cards: readonly { key: string; card: ReactNode }[] }) {
  const placed = cards.map((item, at) => ({ ...item, at }))
  return (
    <div className="flex flex-col gap-3 sm:flex-row">
      {[0, 1].map((column) => (
        <ul key={column} className="contents min-w-0 flex-1 flex-col gap-3 sm:flex">
          {placed
            .filter(({ at }) => at % 2 === column)
            .map(({ key, card, at }) => (
              <li key={key} style={{ order: at }} className="min-w-0">
                {card}
              </li>
            ))}
        </ul>
      ))}
    </div>
  )
}

const ASSUMED = /^assumed(, as usual for)?:?\s*/

export const isAssumed = (words: string) => ASSUMED.test(words)

/** Why something was assumed: "usual for bike repair". */
export function whyAssumed(words: string): string {
  const why = words.replace(ASSUMED, '')
  return words.startsWith('assumed, as usual for') ? `usual for ${why}` : why
}

/** The words of the prompt, quoted; or what was assumed, marked as such. */
export function Because({ words }: { words: string | undefined }) {
  if (!words) return null
  if (!isAssumed(words)) return <p className="mt-1 line-clamp-3 min-h-5 text-xs/5 break-words text-faint">From “{words}”</p>
  return (
    <p className="mt-1 flex min-h-5 items-start gap-1.5 text-xs text-faint">
      <Badge tone="info">Assumed</Badge>
      <span className="min-w-0 pt-px break-words">{whyAssumed(words)}</span>
    </p>
  )
}
