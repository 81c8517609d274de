import { useId } from 'react'
import type { ListQuery } from '../../lib/useListQuery'

/** The choices of a filter by a field that is true or false. */
export const yesOrNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

interface Props {
  name: string
  label: string
  choices: { value: string; label: string }[]
  query: ListQuery
}

export function ChoiceFilter({ name, label, choices, query }: Props) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={query.get(name)}
        onChange={(event) => query.set({ [name]: event.target.value })}
      >
        <option value="">Any</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}
