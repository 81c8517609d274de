import type { Control } from '../../lib/useForm'
import { Combobox } from '../Combobox'
import type { OptionSource } from '../Combobox'
import { Field } from './Field'

interface Props extends Control<number | null> {
  label: string
  source: OptionSource
  required?: boolean
}

export function ReferenceField({ label, source, error, ...input }: Props) {
  return (
    <Field label={label} required={input.required} error={error}>
      {(aria) => <Combobox source={source} {...input} {...aria} />}
    </Field>
  )
}
