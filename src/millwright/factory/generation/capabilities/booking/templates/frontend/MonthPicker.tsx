import { ChevronLeft, ChevronRight } from 'lucide-react'
import { addMonths, dateOf, formatDay, formatMonth, today, weekdays, weeksOf } from '../../lib/days'
import { IconButton } from '../Button'

interface Props {
  /** Any day of the month that is shown. */
  month: string
  onMonth: (month: string) => void
  /** How many are left on a day; a day that is missing cannot be had. */
  left: Record<string, number>
  isChosen: (day: string) => boolean
  onPick: (day: string) => void
}

/** A month to pick a day from; days that are full or past cannot be picked. */
export function MonthPicker({ month, onMonth, left, isChosen, onPick }: Props) {
  const isPast = addMonths(month, 0) <= addMonths(today(), 0)
  return (
    <div>
      <div className="mb-2 flex items-center justify-between">
        <IconButton label="Earlier month" icon={ChevronLeft} disabled={isPast} className="disabled:opacity-40" onClick={() => onMonth(addMonths(month, -1))} />
        <h3 aria-live="polite" className="text-sm font-semibold">
          {formatMonth(month)}
        </h3>
        <IconButton label="Later month" icon={ChevronRight} onClick={() => onMonth(addMonths(month, 1))} />
      </div>
      <table className="w-full table-fixed text-center text-sm">
        <thead>
          <tr className="text-xs text-muted">
            {weekdays().map((name) => (
              <th key={name} scope="col" className="pb-1 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} className="p-0.5">
                  {day.slice(0, 7) === month.slice(0, 7) && (
                    <Day day={day} left={left[day] ?? 0} chosen={isChosen(day)} onPick={onPick} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface DayProps {
  day: string
  left: number
  chosen: boolean
  onPick: (day: string) => void
}

function Day({ day, left, chosen, onPick }: DayProps) {
  return (
    <button
      type="button"
      disabled={left <= 0}
      aria-pressed={chosen}
      aria-label={`${formatDay(day)}, ${left > 0 ? 'free' : 'not free'}`}
      aria-current={day === today() ? 'date' : undefined}
      onClick={() => onPick(day)}
      className="h-10 w-full rounded-lg bg-primary-soft font-medium text-accent tabular-nums hover:ring-2 hover:ring-primary disabled:bg-transparent disabled:font-normal disabled:text-muted disabled:line-through disabled:ring-0 aria-pressed:bg-primary aria-pressed:text-on-primary"
    >
      {dateOf(day).getDate()}
    </button>
  )
}
