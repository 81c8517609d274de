import type { Control } from '../../lib/useForm'
import { Field } from './Field'

interface Props extends Control<string | null> {
  label: string
  required?: boolean
}

/** A moment: shown in the person's own time zone, kept in UTC. */
export function DateTimeField({ label, error, value, onChange, ...input }: Props) {
  return (
    <Field label={label} required={input.required} error={error}>
      {(aria) => (
        <input
          type="datetime-local"
          className="input"
          value={value ? toLocal(value) : ''}
          onChange={(event) =>
            onChange(event.target.value ? new Date(event.target.value).toISOString() : null)
          }
          {...input}
          {...aria}
        />
      )}
    </Field>
  )
}

function toLocal(moment: string): string {
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
