import type { Fault } from '../../lib/csvImport'

/** What is wrong in which row; nothing where all is well. */
export function FaultList({ faults }: { faults: Fault[] }) {
  if (faults.length === 0) return null
  return (
    <section role="alert" className="card overflow-hidden">
      <h2 className="bg-danger-soft px-6 py-4 text-sm font-semibold text-danger-ink">
        Nothing was imported yet. Correct these in the file, then choose it again.
      </h2>
      <ul className="max-h-80 divide-y divide-line overflow-y-auto text-sm">
        {faults.map(({ row, field, message }, place) => (
          <li key={place} className="flex flex-wrap gap-x-4 gap-y-1 px-6 py-2.5">
            <span className="w-16 shrink-0 text-muted">Row {row}</span>
            {field && <span className="font-medium wrap-anywhere">{field}</span>}
            <span className="wrap-anywhere">{message}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
