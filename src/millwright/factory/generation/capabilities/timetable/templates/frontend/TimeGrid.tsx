import { useState } from 'react'
import { formatClock } from '../../lib/days'
import { formatMoney } from '../../lib/format'
import { ButtonLink } from '../Button'

export interface Cell {
  /** What it begins with: a moment, or a day. */
  begins: string
  left: number
  price?: number | null
}

export interface Line {
  key: string
  label: string
  cells: Cell[]
}

interface Props {
  caption: string
  lines: Line[]
  /** What the columns are called, by the text that `columnOf` gives for a cell. */
  columns: [string, string][]
  columnOf: (begins: string) => string
  /** Whether several that follow each other are booked together. */
  several?: boolean
  /** Where the first of so many cells of a line is booked. */
  bookAt: (line: Line, first: Cell, last: Cell, count: number) => string
  describe: (line: Line, first: Cell, last: Cell, count: number) => string
}

interface Picked {
  key: string
  first: number
  last: number
}

/** A table of lines and times: what is free is picked, and then booked. */
export function TimeGrid({ caption, lines, columns, columnOf, several, bookAt, describe }: Props) {
  const [picked, setPicked] = useState<Picked | null>(null)
  const line = lines.find(({ key }) => key === picked?.key)
  const chosen = line && picked ? line.cells.slice(picked.first, picked.last + 1) : []
  const [first, last] = [chosen[0], chosen.at(-1)]
  const total = chosen.reduce((sum, cell) => sum + (cell.price ?? 0), 0)

  function pick(in_: Line, place: number) {
    const between = picked?.key === in_.key && picked.first < place ? in_.cells.slice(picked.first, place + 1) : []
    const joined = several && between.length > 1 && between.every((cell) => cell.left > 0) && isEven(between)
    setPicked({ key: in_.key, first: joined && picked ? picked.first : place, last: place })
  }

  return (
    <>
      <div className="card overflow-x-auto">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <td className="sticky left-0 bg-surface" />
              {columns.map(([key, label]) => (
                <th key={key} scope="col" className="px-1 py-2 text-xs font-medium whitespace-nowrap text-muted">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((one) => (
              <tr key={one.key} className="border-t border-line">
                <th scope="row" className="sticky left-0 bg-surface px-3 py-1.5 text-left font-medium whitespace-nowrap">
                  {one.label}
                </th>
                {columns.map(([key, label]) => {
                  const place = one.cells.findIndex((cell) => columnOf(cell.begins) === key)
                  const cell = one.cells[place]
                  const isPicked = picked?.key === one.key && picked.first <= place && place <= picked.last
                  return (
                    <td key={key} className="min-w-14 p-0.5 text-center">
                      {!cell ? (
                        <span className="text-muted">–</span>
                      ) : cell.left <= 0 ? (
                        <span className="block rounded-md bg-sunken py-2 text-xs text-muted">Taken</span>
                      ) : (
                        <button
                          type="button"
                          aria-pressed={isPicked}
                          aria-label={`${one.label}, ${label}: free`}
                          onClick={() => pick(one, place)}
                          className="w-full rounded-md bg-primary-soft px-1 py-2 text-xs text-accent hover:ring-2 hover:ring-primary aria-pressed:bg-primary aria-pressed:text-on-primary"
                        >
                          {typeof cell.price === 'number' ? formatMoney(cell.price) : 'Free'}
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {line && first && last && (
        <div role="status" className="card sticky bottom-4 mt-4 flex flex-wrap items-center justify-between gap-3 p-4">
          <p className="text-sm font-medium">
            {describe(line, first, last, chosen.length)}
            {typeof first.price === 'number' && `: ${formatMoney(total)}`}
          </p>
          <ButtonLink to={bookAt(line, first, last, chosen.length)}>Book</ButtonLink>
        </div>
      )}
    </>
  )
}

/** Whether what was picked has no gap. */
function isEven(cells: Cell[]): boolean {
  const begins = cells.map((cell) => Date.parse(cell.begins))
  const gaps = begins.slice(1).map((begin, place) => begin - (begins[place] ?? 0))
  return gaps.every((gap) => Math.abs(gap - (gaps[0] ?? 0)) <= 3_600_000 * Number(cells[0]?.begins.length === 10))
}

/** The times of day at which something begins, in their order, with what they are called. */
export function clocksOf(lines: Line[]): [string, string][] {
  const found = new Map<string, string>()
  for (const { begins } of lines.flatMap(({ cells }) => cells)) found.set(clockOf(begins), formatClock(begins))
  return [...found].sort(([one], [other]) => one.localeCompare(other))
}

/** The time of day of a moment, as text that sorts. */
export function clockOf(moment: string): string {
  const date = new Date(moment)
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
