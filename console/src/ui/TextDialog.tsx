import { type ReactNode, useId, useState } from 'react'
import { wordsOf } from '@/api/errors'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { TextField } from './Field'

interface Props {
  title: string
  /** What the button that sends it says. */
  action: string
  label: string
  hint: ReactNode
  /** What is there to begin with; it must be changed to be sent. */
  initial: string
  longest: number
  /** A path rather than words. */
  isPath?: boolean
  submit: { mutate: (text: string) => void; isPending: boolean; error: Error | null }
  onClose: () => void
}

/** Asks for one line: a name, a path. */
export function TextDialog({ title, action, label, hint, initial, longest, isPath = false, submit, onClose }: Props) {
  const [typed, setTyped] = useState(initial)
  const form = useId()
  const text = typed.trim()
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" busy={submit.isPending} disabled={text === '' || text === initial}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          submit.mutate(text)
        }}
      >
        <TextField
          label={label}
          hint={hint}
          value={typed}
          maxLength={longest}
          autoFocus
          {...(isPath ? { spellCheck: false, autoComplete: 'off', className: 'font-mono' } : { onFocus: (event) => event.target.select() })}
          onChange={(event) => setTyped(event.target.value)}
          fault={submit.error ? wordsOf(submit.error) : undefined}
        />
      </form>
    </Dialog>
  )
}
