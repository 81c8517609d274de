import { Link } from 'react-router'
import { formatClock, formatDay } from '../../lib/days'
import { entriesOn, type Entry } from '../../lib/entries'

/** The days that have entries, one below the other. */
export function Agenda({ days, entries }: { days: string[]; entries: Entry[] }) {
  const filled = days.map((day) => ({ day, here: entriesOn(day, entries) })).filter(({ here }) => here.length > 0)
  if (filled.length === 0) return <p className="card px-6 py-12 text-center text-sm text-muted">Nothing in this time.</p>
  return (
    <ol className="space-y-4">
      {filled.map(({ day, here }) => (
        <li key={day} className="card p-4">
          <h3 className="text-sm font-semibold">{formatDay(day)}</h3>
          <ul className="mt-2 divide-y divide-line">
            {here.map((entry) => (
              <li key={entry.id} className="flex gap-3 py-2 text-sm">
                <span className="w-20 shrink-0 text-muted tabular-nums">
                  {entry.start.length > 10 ? formatClock(entry.start) : 'All day'}
                </span>
                <Link to={entry.path} className="min-w-0 font-medium wrap-anywhere hover:underline">
                  {entry.title}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
