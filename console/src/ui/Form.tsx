import { type FormEvent, type ReactNode, useId } from 'react'
import { ApiError, wordsOf } from '@/api/errors'
import { Button } from './Button'
import { Dialog } from './Dialog'

interface Submit {
  mutate: (given: FormData) => void
  isPending: boolean
  error: Error | null
}

type Faults = Readonly<Record<string, string>>

interface FormProps {
  submit: Submit
  /** The inputs that show their own faults, by their names on the wire. */
  names: readonly string[]
  children: (faults: Faults) => ReactNode
  id?: string
  /** What sends it, below; a dialog has that elsewhere. */
  foot?: ReactNode
}

/** What was refused stands beside the input it is about or, being about none of them, at the end. */
export function Form({ submit, names, children, id, foot }: FormProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    submit.mutate(new FormData(event.currentTarget))
  }
  const faults = submit.error instanceof ApiError ? submit.error.fields : {}
  const isShown = names.some((name) => faults[name] !== undefined)
  const general = submit.error && !isShown ? wordsOf(submit.error) : null
  return (
    <form id={id} onSubmit={send} className="flex flex-col gap-4">
      {children(faults)}
      <p role="alert" className={general ? 'rounded-md bg-bad-soft px-3 py-2 text-sm text-bad' : 'hidden'}>
        {general}
      </p>
      {foot}
    </form>
  )
}

interface DialogProps extends FormProps {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  action: string
}

/** A form in a window of its own. */
export function FormDialog({ open, onClose, title, description, action, ...form }: DialogProps) {
  const id = useId()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} look="primary" busy={form.submit.isPending}>
            {action}
          </Button>
        </>
      }
    >
      <Form {...form} id={id} />
    </Dialog>
  )
}
