import type { ComponentProps } from 'react'
import type { Control } from '../../lib/useForm'
import { Field } from './Field'

interface Props extends Control<string | null> {
  label: string
  hint?: string
  required?: boolean
  type?: 'text' | 'date' | 'email' | 'tel' | 'url' | 'password'
  maxLength?: number
  minLength?: number
  autoComplete?: ComponentProps<'input'>['autoComplete']
}

export function TextField({ label, hint, error, value, onChange, ...input }: Props) {
  return (
    <Field label={label} hint={hint} required={input.required} error={error}>
      {(aria) => (
        <input
          className="input"
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
          {...input}
          {...aria}
        />
      )}
    </Field>
  )
}
