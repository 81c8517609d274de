import type { Control } from '../../lib/useForm'
import { Field } from './Field'

interface Props<Value extends string> extends Control<Value | null> {
  label: string
  choices: { value: Value; label: string }[]
  required?: boolean
}

export function ChoiceField<Value extends string>({
  label,
  choices,
  error,
  value,
  onChange,
  ...input
}: Props<Value>) {
  return (
    <Field label={label} required={input.required} error={error}>
      {(aria) => (
        <select
          className="input"
          value={value ?? ''}
          onChange={(event) =>
            onChange(choices.find((choice) => choice.value === event.target.value)?.value ?? null)
          }
          {...input}
          {...aria}
        >
          {(!input.required || !value) && <option value="">{input.required ? 'Choose…' : 'None'}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
