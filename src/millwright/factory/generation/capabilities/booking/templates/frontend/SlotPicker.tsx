import { useState } from 'react'
import { request } from '../../lib/api'
import { addDays, addMonths, dayOf, formatClock, formatDay, today } from '../../lib/days'
import { useResource } from '../../lib/useResource'
import { ErrorState } from '../states'
import { MonthPicker } from './MonthPicker'

interface Slot {
  starts_at: string
  left: number
}

interface Props {
  /** Where the server tells what is free. */
  url: string
  value: string | null
  onPick: (moment: string | null) => void
}

/** Picks a day in a month, then one of its free times. */
export function SlotPicker({ url, value, onPick }: Props) {
  const [month, setMonth] = useState(today())
  const [day, setDay] = useState(value ? dayOf(new Date(value)) : '')
  const range = new URLSearchParams({ from: addMonths(month, 0), to: addDays(addMonths(month, 1), -1) }).toString()
  const { data, error, reload } = useResource(`${url}?${range}`, () => request<Slot[]>('GET', `${url}?${range}`))
  const slots = data?.map((slot) => ({ ...slot, day: dayOf(new Date(slot.starts_at)) })) ?? []
  const left: Record<string, number> = {}
  for (const slot of slots) left[slot.day] = (left[slot.day] ?? 0) + slot.left
  const times = slots.filter((slot) => slot.day === day)

  function pickDay(picked: string) {
    setDay(picked)
    onPick(null)
  }

  if (error) return <ErrorState error={error} onRetry={reload} />
  return (
    <div className="@container">
      <div className="grid gap-6 @xl:grid-cols-2">
      <MonthPicker month={month} onMonth={setMonth} left={left} isChosen={(one) => one === day} onPick={pickDay} />
      <div>
        <h3 className="mb-3 text-sm font-semibold">{day ? formatDay(day) : 'Free times'}</h3>
        {times.length === 0 && <p className="text-sm text-muted">{day ? 'Nothing is free on this day.' : 'Pick a day to see its free times.'}</p>}
        <ul className="grid grid-cols-3 gap-2">
          {times.map((slot) => (
            <li key={slot.starts_at}>
              <button
                type="button"
                disabled={slot.left <= 0}
                aria-pressed={slot.starts_at === value}
                onClick={() => onPick(slot.starts_at)}
                className="h-10 w-full rounded-lg border border-line-strong bg-surface text-sm tabular-nums hover:bg-sunken disabled:border-line disabled:text-muted disabled:line-through aria-pressed:border-primary aria-pressed:bg-primary aria-pressed:text-on-primary"
              >
                {formatClock(slot.starts_at)}
              </button>
            </li>
          ))}
        </ul>
      </div>
      </div>
    </div>
  )
}
