import { useId } from 'react'
import type { Columns, Preview } from '../../lib/csvImport'

interface Props {
  preview: Preview
  columns: Columns
  onChange: (columns: Columns) => void
}

/** Says for each field which column of the file fills it. */
export function ColumnMatch({ preview, columns, onChange }: Props) {
  const id = useId()

  function match(name: string, value: string) {
    const { [name]: _, ...others } = columns
    onChange(value === '' ? others : { ...others, [name]: Number(value) })
  }

  return (
    <section aria-labelledby={`${id}-title`} className="card p-6">
      <h2 id={`${id}-title`} className="mb-4 font-semibold">
        Columns
      </h2>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {preview.fields.map(({ name, label, required }) => (
          <div key={name} className="min-w-0">
            <div className="mb-1.5 flex items-baseline justify-between gap-2 text-sm">
              <label htmlFor={`${id}-${name}`} className="min-w-0 font-medium wrap-anywhere">
                {label}
              </label>
              {!required && <span className="text-xs text-muted">Optional</span>}
            </div>
            <select
              id={`${id}-${name}`}
              className="input"
              value={columns[name] ?? ''}
              onChange={({ target }) => match(name, target.value)}
            >
              <option value="">Not in the file</option>
              {preview.header.map((heading, place) => (
                <option key={place} value={place}>
                  {heading || `Column ${place + 1}`}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </section>
  )
}
