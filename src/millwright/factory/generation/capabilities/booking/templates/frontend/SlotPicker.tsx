import { useState } from 'react'
import { request } from '../../lib/api'
import { addDays, addMonths, dayOf, formatClock, formatDay, today } from '../../lib/days'
import { formatMoney } from '../../lib/format'
import { useResource } from '../../lib/useResource'
import { ErrorState } from '../states'
import { MonthPicker } from './MonthPicker'

interface Slot {
  starts_at: string
  left: number
  price?: number | null
}

interface Props {
  /** Where the server tells what is free. */
  url: string
  value: string | null
  /** How many times that follow each other are picked, where several may be. */
  count?: number
  onPick: (moment: string | null, count: number) => void
}

/** Picks a day in a month, then one of its free times; a later one after it takes all between them, where several may be. */
export function SlotPicker({ url, value, count, onPick }: Props) {
  const [month, setMonth] = useState(value ? dayOf(new Date(value)) : today())
  const [day, setDay] = useState(value ? dayOf(new Date(value)) : '')
  const range = new URLSearchParams({ from: addMonths(month, 0), to: addDays(addMonths(month, 1), -1) }).toString()
  const { data, error, reload } = useResource(`${url}?${range}`, () => request<Slot[]>('GET', `${url}?${range}`))
  const slots = data?.map((slot) => ({ ...slot, day: dayOf(new Date(slot.starts_at)) })) ?? []
  const left: Record<string, number> = {}
  for (const slot of slots) left[slot.day] = (left[slot.day] ?? 0) + slot.left
  const times = slots.filter((slot) => slot.day === day)

  function pickDay(picked: string) {
    setDay(picked)
    onPick(null, 1)
  }

  function pickTime(picked: string, place: number) {
    const first = times.findIndex((slot) => slot.starts_at === value)
    const many = count && first >= 0 && first < place && isRow(times.slice(first, place + 1)) ? place - first + 1 : 1
    onPick(many > 1 ? value : picked, many)
  }

  const start = times.findIndex((slot) => slot.starts_at === value)
  const isPicked = (place: number) => start >= 0 && start <= place && place < start + (count ?? 1)

  if (error) return <ErrorState error={error} onRetry={reload} />
  return (
    <div className="@container">
      <div className="grid gap-6 @xl:grid-cols-2">
      <MonthPicker month={month} onMonth={setMonth} left={left} isChosen={(one) => one === day} onPick={pickDay} />
      <div>
        <h3 className="mb-3 text-sm font-semibold">{day ? formatDay(day) : 'Free times'}</h3>
        {times.length === 0 && <p className="text-sm text-muted">{day ? 'Nothing is free on this day.' : 'Pick a day to see its free times.'}</p>}
        <ul className="grid grid-cols-3 gap-2">
          {times.map((slot, place) => (
            <li key={slot.starts_at}>
              <button
                type="button"
                disabled={slot.left <= 0}
                aria-pressed={isPicked(place)}
                onClick={() => pickTime(slot.starts_at, place)}
                className="min-h-10 w-full rounded-lg border border-line-strong bg-surface text-sm tabular-nums hover:bg-sunken disabled:border-line disabled:text-muted disabled:line-through aria-pressed:border-primary aria-pressed:bg-primary aria-pressed:text-on-primary"
              >
                {formatClock(slot.starts_at)}
                {typeof slot.price === 'number' && <span className="block text-xs">{formatMoney(slot.price)}</span>}
              </button>
            </li>
          ))}
        </ul>
        {count && times.length > 0 && <p className="mt-3 text-sm text-muted">Pick the first time, then the last.</p>}
      </div>
      </div>
    </div>
  )
}

/** Whether all of the times are free and follow each other without a gap. */
function isRow(slots: Slot[]): boolean {
  const begins = slots.map((slot) => Date.parse(slot.starts_at))
  const gaps = begins.slice(1).map((begin, place) => begin - (begins[place] ?? 0))
  return slots.every((slot) => slot.left > 0) && gaps.every((gap) => gap === gaps[0])
}
