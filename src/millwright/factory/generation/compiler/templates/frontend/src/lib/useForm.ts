import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { ApiError, messageOf } from './api'

export interface Control<Value> {
  name: string
  value: Value
  error: string | undefined
  onChange: (value: Value) => void
}

/** The state of a form. What is wrong appears at the fields, and the first of them gets the focus. */
export function useForm<Values extends object>(
  initial: Values,
  save: (values: Values, changes: Partial<Values>) => Promise<void>,
) {
  const ref = useRef<HTMLFormElement>(null)
  const [changes, setChanges] = useState<Partial<Values>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [message, setMessage] = useState('')
  const [saving, setSaving] = useState(false)
  const values: Values = { ...initial, ...changes }

  useEffect(() => {
    ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const faults = incomplete(event.currentTarget)
    setErrors(faults)
    setMessage('')
    if (Object.keys(faults).length > 0) return
    setSaving(true)
    try {
      await save(values, changes)
    } catch (error) {
      const fields = error instanceof ApiError ? Object.entries(error.fields) : []
      setErrors(Object.fromEntries(fields.map(([name, messages]) => [name, messages.join(' ')])))
      setMessage(messageOf(error))
    }
    setSaving(false)
  }

  function field<Name extends keyof Values & string>(name: Name): Control<NonNullable<Values[Name]> | null> {
    return {
      name,
      value: values[name] ?? null,
      error: errors[name],
      onChange: (value) => setChanges((before) => ({ ...before, [name]: value })),
    }
  }

  return { ref, submit, field, message, saving, changed: Object.keys(changes).length > 0 }
}

/** What the browser itself can tell is wrong, by the name of the input. */
function incomplete(form: HTMLFormElement): Record<string, string> {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input, select, textarea')]
  const faulty = inputs.filter(({ name, validity }) => name && !validity.valid)
  return Object.fromEntries(
    faulty.map(({ name, validity, validationMessage }) => [
      name,
      validity.valueMissing ? 'Please fill this in.' : validationMessage || 'Please check this.',
    ]),
  )
}
