import type { ListQuery } from '../../lib/useListQuery'

const periods = [
  { value: '', label: 'All time' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: 'year', label: 'This year' },
  { value: 'custom', label: 'Custom' },
]

/** The days that the dashboard is about; they stand in the URL. */
export function PeriodPicker({ query }: { query: ListQuery }) {
  const period = query.get('period')
  return (
    <>
      <label className="text-sm font-medium">
        Period
        <select className="input mt-1.5" value={period} onChange={(event) => query.set({ period: event.target.value, ...daysOf(event.target.value) })}>
          {periods.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {period === 'custom' &&
        ['first', 'last'].map((end) => (
          <label key={end} className="text-sm font-medium">
            {end === 'first' ? 'From' : 'To'}
            <input
              type="date"
              className="input mt-1.5"
              value={query.get(end)}
              onChange={(event) => query.set({ [end]: event.target.value })}
            />
          </label>
        ))}
    </>
  )
}

function daysOf(period: string): Record<'first' | 'last', string | null> {
  const now = new Date()
  if (period === 'custom' || period === '') return { first: null, last: null }
  const first = period === 'year' ? new Date(Date.UTC(now.getUTCFullYear(), 0)) : new Date(now.getTime() - (Number(period) - 1) * 86_400_000)
  return { first: first.toISOString().slice(0, 10), last: now.toISOString().slice(0, 10) }
}
