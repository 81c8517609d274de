import { useState } from 'react'
import { request } from '../../lib/api'
import { addDays, addMonths, today } from '../../lib/days'
import { useResource } from '../../lib/useResource'
import { Field } from '../fields'
import { ErrorState } from '../states'
import { MonthPicker } from './MonthPicker'

export interface DaysOfStay {
  first: string
  last: string
}

interface Props {
  /** Where the server tells what is free. */
  url: string
  labels: [string, string]
  /** Whether one leaves on the last day, which then may be taken by others. */
  byNight?: boolean
  value: DaysOfStay
  onChange: (stay: DaysOfStay) => void
}

interface DayLeft {
  day: string
  left: number
}

/** Picks a first and a last day: in a month that shows what is free, or by typing them. */
export function StayPicker({ url, labels, byNight, value, onChange }: Props) {
  const [month, setMonth] = useState(value.first || today())
  const range = new URLSearchParams({ from: addMonths(month, 0), to: addDays(addMonths(month, 1), -1) }).toString()
  const { data, error, reload } = useResource(`${url}?${range}`, () => request<DayLeft[]>('GET', `${url}?${range}`))
  const left = Object.fromEntries(data?.map((one) => [one.day, one.left]) ?? [])
  const { first, last } = value
  const leaving = first && !last && data?.find(({ day, left: free }) => day > first && free <= 0)
  if (byNight && leaving) left[leaving.day] = 1

  function pick(day: string) {
    onChange(first && !last && day > first ? { first, last: day } : { first: day, last: '' })
  }

  if (error) return <ErrorState error={error} onRetry={reload} />
  return (
    <div className="@container">
      <div className="grid gap-6 @xl:grid-cols-2">
      <MonthPicker
        month={month}
        onMonth={setMonth}
        left={left}
        isChosen={(day) => day === first || day === last || (Boolean(last) && first < day && day < last)}
        onPick={pick}
      />
      <StayFields labels={labels} value={value} onChange={onChange} />
      </div>
    </div>
  )
}

/** The two days as text, for whoever would rather type. */
export function StayFields({ labels, value, onChange }: Omit<Props, 'url' | 'byNight'>) {
  return (
    <div className="grid content-start gap-4">
      <Field label={labels[0]} required error={undefined}>
        {(aria) => (
          <input
            type="date"
            className="input"
            required
            min={today()}
            value={value.first}
            onChange={({ target }) => onChange({ ...value, first: target.value })}
            {...aria}
          />
        )}
      </Field>
      <Field label={labels[1]} required error={undefined}>
        {(aria) => (
          <input
            type="date"
            className="input"
            required
            min={value.first || today()}
            value={value.last}
            onChange={({ target }) => onChange({ ...value, last: target.value })}
            {...aria}
          />
        )}
      </Field>
    </div>
  )
}
