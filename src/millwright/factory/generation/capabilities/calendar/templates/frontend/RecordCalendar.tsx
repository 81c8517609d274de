import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { messageOf, type Collection } from '../../lib/api'
import { addDays, addMonths, formatMonth, mondayOf, today, weekOf, weeksOf } from '../../lib/days'
import { moved, type Entry } from '../../lib/entries'
import type { Draft, Stored } from '../../lib/types'
import { useResource } from '../../lib/useResource'
import { Button, IconButton } from '../Button'
import { PageHeader } from '../PageHeader'
import { ErrorState, Skeleton } from '../states'
import { useToast } from '../Toast'
import { Agenda } from './Agenda'
import { DayGrid } from './DayGrid'

type View = 'month' | 'week' | 'agenda'
const views: { value: View; label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
  { value: 'agenda', label: 'Agenda' },
]

interface Props<Row extends Stored> {
  records: Collection<Row>
  title: string
  /** Where the records have their pages. */
  path: string
  /** The query parameters that narrow the list to days. */
  narrowed: (from: string, to: string) => string
  /** What entries are called, where that is not the title of the record. */
  named?: (row: Row) => string
  /** Which rows have no place in a calendar: what was cancelled. */
  leftOut?: (row: Row) => boolean
  when: (row: Row) => { start: string | null; end: string | null }
  canMove: (row: Row) => boolean
  /** What changes when an entry is moved from one day to another. */
  change: (row: Row, move: (value: string) => string) => Draft<Row>
  children?: ReactNode
}

/** Records on the days that they belong to: a month, a week, or a list of days, which is also what phones show. */
export function RecordCalendar<Row extends Stored>(props: Props<Row>) {
  const { records, title, path, narrowed, when, canMove, change, children } = props
  const { named = records.title, leftOut = () => false } = props
  const [params, setParams] = useSearchParams()
  const toast = useToast()
  const [changed, setChanged] = useState<Record<number, Row>>({})
  const view = views.find(({ value }) => value === params.get('view'))?.value ?? 'month'
  const day = params.get('day') ?? today()
  const weeks = view === 'week' ? [weekOf(day)] : weeksOf(day)
  const days = weeks.flat()
  const search = narrowed(days[0] ?? day, days.at(-1) ?? day)
  const { data, error, reload } = useResource(search, () => records.list(`${search}&size=100`))
  const rows = data?.items.map((row) => changed[row.id] ?? row) ?? []
  const entries = rows.flatMap((row) => {
    const { start, end } = when(row)
    const movable = canMove(row)
    const shown = start !== null && !leftOut(row)
    return shown ? [{ id: row.id, title: named(row), path: `${path}/${row.id}`, start, end: end ?? start, movable }] : []
  })

  function show(changes: Partial<{ view: View; day: string }>) {
    setParams({ view, day, ...changes }, { replace: true })
  }

  function step(direction: 1 | -1) {
    show({ day: view === 'week' ? addDays(mondayOf(day), 7 * direction) : addMonths(day, direction) })
  }

  async function move(entry: Entry, from: string, to: string) {
    const row = rows.find(({ id }) => id === entry.id)
    if (!row || from === to) return
    try {
      const saved = await records.update(row.id, change(row, (value) => moved(value, from, to)))
      setChanged((before) => ({ ...before, [row.id]: saved }))
      toast(`${entry.title} was moved.`)
    } catch (fault) {
      toast(messageOf(fault), 'error')
    }
  }

  return (
    <>
      <PageHeader title={title}>{children}</PageHeader>
      <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
        <IconButton label="Earlier" icon={ChevronLeft} onClick={() => step(-1)} />
        <h2 aria-live="polite" className="min-w-40 text-center font-semibold">
          {formatMonth(view === 'week' ? mondayOf(day) : day)}
        </h2>
        <IconButton label="Later" icon={ChevronRight} onClick={() => step(1)} />
        <Button variant="secondary" onClick={() => show({ day: today() })}>
          Today
        </Button>
        <div role="group" aria-label="View" className="ml-auto hidden gap-1 sm:flex">
          {views.map(({ value, label }) => (
            <Button
              key={value}
              variant={value === view ? 'primary' : 'secondary'}
              aria-pressed={value === view}
              onClick={() => show({ view: value })}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
      {error && <ErrorState error={error} onRetry={reload} />}
      {!data && !error && <Skeleton />}
      {data && view !== 'agenda' && (
        <div className="hidden sm:block">
          <DayGrid weeks={weeks} month={view === 'week' ? null : day} entries={entries} onMove={move} onMore={(on) => show({ view: 'week', day: on })} />
        </div>
      )}
      {data && (
        <div className={view === 'agenda' ? undefined : 'sm:hidden'}>
          <Agenda days={days.filter((on) => view === 'week' || on.slice(0, 7) === day.slice(0, 7))} entries={entries} />
        </div>
      )}
      {data && data.total > data.items.length && (
        <p className="mt-3 text-sm text-muted">
          The first {data.items.length} of {data.total} are shown; the list has them all.
        </p>
      )}
    </>
  )
}

/** The days between which rows have to begin to be seen on the days asked for, the zone of the clock allowed for. */
export function spread(from: string, to: string, longest: number): [string, string] {
  return [addDays(from, -longest), addDays(to, 1)]
}
