import { useState } from 'react'
import type { Control } from '../../lib/useForm'
import { Field } from './Field'

interface Props extends Control<number | null> {
  label: string
  required?: boolean
  min?: number
  whole?: boolean
}

export function NumberField({ label, whole, error, value, onChange, ...input }: Props) {
  // The text is kept as it is typed: "1." and "-" are on their way to being numbers.
  const [text, setText] = useState(value === null ? '' : String(value))
  return (
    <Field label={label} required={input.required} error={error}>
      {(aria) => (
        <input
          type="number"
          inputMode={whole ? 'numeric' : 'decimal'}
          step={whole ? 1 : 'any'}
          className="input tabular-nums"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            onChange(event.target.value === '' ? null : Number(event.target.value))
          }}
          {...input}
          {...aria}
        />
      )}
    </Field>
  )
}
