import type { ListQuery } from '../../lib/useListQuery'

interface Props {
  name: string
  label: string
  type: 'date' | 'number'
  query: ListQuery
}

export function RangeFilter({ name, label, type, query }: Props) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="flex items-center gap-2">
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            type={type}
            step={type === 'number' ? 'any' : undefined}
            aria-label={`${label} ${end}`}
            placeholder={end === 'from' ? 'From' : 'To'}
            className="input min-w-0 flex-1"
            value={query.get(`${name}_${end}`)}
            onChange={(event) => query.set({ [`${name}_${end}`]: event.target.value })}
          />
        ))}
      </div>
    </fieldset>
  )
}
