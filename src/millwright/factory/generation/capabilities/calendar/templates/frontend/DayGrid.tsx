import { useState } from 'react'
import { Link } from 'react-router'
import { formatClock, formatDay, today, weekdays } from '../../lib/days'
import { entriesOn, type Entry } from '../../lib/entries'

interface Props {
  weeks: string[][]
  /** A day of the month that is shown; days of other months are pale. Nothing for a week, which shows every entry. */
  month: string | null
  entries: Entry[]
  onMove: (entry: Entry, from: string, to: string) => void
  onMore: (day: string) => void
}

const MOST = 3

/** Weeks as rows and days as cells; entries that may be moved can be dragged to another day. */
export function DayGrid({ weeks, month, entries, onMove, onMore }: Props) {
  const [dragged, setDragged] = useState<{ entry: Entry; from: string } | null>(null)
  const [over, setOver] = useState('')

  function drop(day: string) {
    if (dragged) onMove(dragged.entry, dragged.from, day)
    setDragged(null)
    setOver('')
  }

  return (
    <div className="card overflow-hidden">
      <table className="w-full table-fixed border-collapse text-sm">
        <thead>
          <tr className="border-b border-line bg-sunken text-left text-xs text-muted">
            {weekdays().map((name) => (
              <th key={name} scope="col" className="px-2 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const here = entriesOn(day, entries)
                const shown = month ? here.slice(0, MOST) : here
                return (
                  <td
                    key={day}
                    onDragOver={(event) => {
                      event.preventDefault()
                      setOver(day)
                    }}
                    onDrop={() => drop(day)}
                    className={`border-t border-l border-line p-1.5 align-top first:border-l-0 ${month ? 'h-28' : 'h-96'} ${over === day && dragged ? 'bg-primary-soft' : ''} ${month && day.slice(0, 7) !== month.slice(0, 7) ? 'bg-sunken' : ''}`}
                  >
                    <DayNumber day={day} />
                    <ul className="mt-1 space-y-1">
                      {shown.map((entry) => (
                        <li key={entry.id}>
                          <Link
                            to={entry.path}
                            draggable={entry.movable}
                            onDragStart={() => setDragged({ entry, from: day })}
                            onDragEnd={() => setDragged(null)}
                            className={`block rounded-md bg-primary-soft px-1.5 py-1 text-xs text-accent hover:underline ${month ? 'truncate' : 'wrap-anywhere'}`}
                          >
                            {entry.start.length > 10 && <span className="mr-1 tabular-nums">{formatClock(entry.start)}</span>}
                            {entry.title}
                          </Link>
                        </li>
                      ))}
                    </ul>
                    {here.length > shown.length && (
                      <button type="button" onClick={() => onMore(day)} className="mt-1 px-1.5 text-xs text-muted underline">
                        {here.length - shown.length} more<span className="sr-only"> on {formatDay(day)}</span>
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
  )
}

function DayNumber({ day }: { day: string }) {
  const now = day === today()
  return (
    <time
      dateTime={day}
      aria-current={now ? 'date' : undefined}
      className={`inline-grid size-6 place-items-center rounded-full text-xs tabular-nums ${now ? 'bg-primary font-semibold text-on-primary' : 'text-muted'}`}
    >
      {Number(day.slice(8))}
    </time>
  )
}
