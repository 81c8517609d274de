import type { Control } from '../../lib/useForm'
import { Field } from './Field'

interface Props extends Control<string | null> {
  label: string
  required?: boolean
}

export function TextAreaField({ label, error, value, onChange, ...input }: Props) {
  return (
    <Field label={label} required={input.required} error={error} wide>
      {(aria) => (
        <textarea
          className="input h-auto py-2"
          rows={4}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
          {...input}
          {...aria}
        />
      )}
    </Field>
  )
}
