import { useId } from 'react'
import type { ListQuery } from '../../lib/useListQuery'
import { Combobox } from '../Combobox'
import type { OptionSource } from '../Combobox'

interface Props {
  name: string
  label: string
  source: OptionSource
  query: ListQuery
}

export function ReferenceFilter({ name, label, source, query }: Props) {
  const id = useId()
  const value = Number(query.get(name))
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <Combobox
        id={id}
        source={source}
        value={value || null}
        onChange={(chosen) => query.set({ [name]: chosen === null ? null : String(chosen) })}
      />
    </div>
  )
}
