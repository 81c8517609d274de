import { useId } from 'react'
import type { Stored } from '../../lib/types'
import { Cards } from './cards'
import type { Group, PublicKind } from './kinds'

interface Props<Row extends Stored> {
  kind: PublicKind<Row>
  rows: Row[]
  by: Group<Row>
}

/** Records under the values of a field; they come in the order of that field. */
export function Grouped<Row extends Stored>({ kind, rows, by }: Props<Row>) {
  const groups: Row[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.[0] && by.key(last[0]) === by.key(row)) last.push(row)
    else groups.push([row])
  }
  return groups.map(([first, ...others]) =>
    first ? (
      <section key={first.id} className="mb-10">
        <h2 className="mb-4 border-b border-line pb-2 text-xl">{by.heading(first) ?? `Without ${by.label.toLowerCase()}`}</h2>
        <Cards kind={kind} rows={[first, ...others]} />
      </section>
    ) : null,
  )
}

interface ChoiceProps {
  groups: { value: string; label: string }[]
  chosen: string
  onChoose: (value: string) => void
}

/** By what a list is put under headings. */
export function GroupBy({ groups, chosen, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-sm whitespace-nowrap">
        Group by
      </label>
      <select id={id} className="input w-auto" value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {groups.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        <option value="">Nothing</option>
      </select>
    </div>
  )
}
