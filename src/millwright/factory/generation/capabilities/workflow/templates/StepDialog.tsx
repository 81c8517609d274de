import type { ReactNode } from 'react'
import { useForm, type Control } from '../../lib/useForm'
import { Button } from '../Button'
import { Dialog } from '../Dialog'
import { FormMessage } from '../FormMessage'

type Field<Values extends object> = <Name extends keyof Values & string>(name: Name) => Control<NonNullable<Values[Name]> | null>

interface Props<Values extends object> {
  title: string
  /** What the step fills in, as it stands. */
  starts: Values
  onTake: (values: Values) => Promise<void>
  onClose: () => void
  children: (field: Field<Values>) => ReactNode
}

/** Asks for what a step needs before it is taken; what the server refuses is said at its field. */
export function StepDialog<Values extends object>({ title, starts, onTake, onClose, children }: Props<Values>) {
  const form = useForm<Values>(starts, (values) => onTake(values))
  return (
    <Dialog title={title} onClose={onClose}>
      <form ref={form.ref} onSubmit={form.submit} noValidate className="mt-4 grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <FormMessage>{form.message}</FormMessage>
        {children(form.field)}
        <div className="flex justify-end gap-2 sm:col-span-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={form.saving}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
