import { useId } from 'react'
import type { ReactNode } from 'react'

interface InputProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
}

interface Props {
  label: string
  hint?: string
  required?: boolean
  error: string | undefined
  wide?: boolean
  children: (input: InputProps) => ReactNode
}

/** What every input shares: the label above, the hint and the fault below, tied together for screen readers. */
export function Field({ label, hint, required, error, wide, children }: Props) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={wide ? 'sm:col-span-2' : undefined}>
      <div className="mb-1.5 flex items-baseline justify-between gap-2 text-sm">
        <label htmlFor={id} className="min-w-0 font-medium break-words">
          {label}
        </label>
        {!required && <span className="text-xs text-muted">Optional</span>}
      </div>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={`mt-1.5 text-sm ${error ? 'text-danger-ink' : 'text-muted'}`}>
          {note}
        </p>
      )}
    </div>
  )
}
