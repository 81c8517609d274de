import { useId } from 'react'
import type { Control } from '../../lib/useForm'

export function CheckboxField({ label, error, name, value, onChange }: { label: string } & Control<boolean | null>) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-x-3 self-end sm:min-h-10">
      <input
        id={id}
        type="checkbox"
        name={name}
        checked={value ?? false}
        onChange={(event) => onChange(event.target.checked)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-note` : undefined}
        className="size-5 accent-primary"
      />
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {error && (
        <p id={`${id}-note`} className="w-full text-sm text-danger-ink">
          {error}
        </p>
      )}
    </div>
  )
}
