import { useEffect, useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { ApiError } from './api'

export interface Control<Value> {
  name: string
  value: Value
  error: string | undefined
  onChange: (value: Value) => void
}

type Errors = Record<string, string>

/**
 * The state of a form. `save` gets all values and those that were changed; a refusal by the server
 * appears at the fields it names, and the first of them gets the focus.
 */
export function useForm<Values extends object>(
  initial: Values,
  save: (values: Values, changes: Partial<Values>) => Promise<void>,
) {
  const [changes, setChanges] = useState<Partial<Values>>({})
  const [errors, setErrors] = useState<Errors>({})
  const [message, setMessage] = useState('')
  const [saving, setSaving] = useState(false)
  const ref = useRef<HTMLFormElement>(null)
  const values: Values = { ...initial, ...changes }

  useEffect(() => {
    ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const missing = incomplete(event.currentTarget)
    setErrors(missing)
    setMessage('')
    if (Object.keys(missing).length > 0) return
    setSaving(true)
    try {
      await save(values, changes)
      setChanges({})
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : {}
      setErrors(Object.fromEntries(Object.entries(fields).map(([name, faults]) => [name, faults.join(' ')])))
      setMessage(error instanceof Error ? error.message : String(error))
    } finally {
      setSaving(false)
    }
  }

  function field<Name extends keyof Values & string>(name: Name): Control<Values[Name]> {
    return {
      name,
      value: values[name],
      error: errors[name],
      onChange: (value) => setChanges((before) => ({ ...before, [name]: value })),
    }
  }

  return { ref, field, submit, message, saving, values, changed: Object.keys(changes).length > 0 }
}

/** What the browser itself can tell is wrong, by the name of the input. */
function incomplete(form: HTMLFormElement): Errors {
  const errors: Errors = {}
  for (const input of form.querySelectorAll<HTMLInputElement>('input, select, textarea')) {
    if (!input.name || input.validity.valid) continue
    errors[input.name] = input.validity.valueMissing ? 'Please fill this in.' : input.validationMessage
  }
  return errors
}
