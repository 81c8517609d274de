import { CircleCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Collection } from '../../lib/api'
import { canCreate } from '../../lib/permissions'
import { useSignInPath, useVisitor } from '../../lib/session'
import type { Draft, Stored } from '../../lib/types'
import { useForm } from '../../lib/useForm'
import { Button, ButtonLink } from '../Button'
import { FormMessage } from '../FormMessage'

interface Props<Row extends Stored> {
  records: Collection<Row>
  /** What a new record starts with. */
  starts?: Draft<Row>
  title?: string
  text?: string
  children: (field: ReturnType<typeof useForm<Draft<Row>>>['field']) => ReactNode
}

/** A form by which people send a record. Those who may not yet are asked to sign in first. */
export function VisitorForm<Row extends Stored>(props: Props<Row>) {
  const { records, title = `New ${records.one}`, text, ...form } = props
  const [sent, setSent] = useState(false)
  const allowed = canCreate(useVisitor(), records.subject)
  const signIn = useSignInPath()
  return (
    <section aria-label={title} className="section">
      <div className="card max-w-3xl overflow-hidden">
        <div className="bar px-6 py-5">
          <h2 className="text-xl">{title}</h2>
          {text && <p className="mt-1">{text}</p>}
        </div>
        {sent ? (
          <div role="status" className="flex flex-wrap items-center gap-3 p-6">
            <CircleCheck aria-hidden className="size-6 text-accent" />
            <p className="flex-1">Thank you. We have received it.</p>
            <Button variant="secondary" onClick={() => setSent(false)}>
              Send another
            </Button>
          </div>
        ) : allowed ? (
          <Entry records={records} {...form} onSent={() => setSent(true)} />
        ) : (
          <div className="flex flex-wrap items-center justify-between gap-3 p-6">
            <p>Please sign in to send this.</p>
            <ButtonLink to={signIn}>Sign in</ButtonLink>
          </div>
        )}
      </div>
    </section>
  )
}

type EntryProps<Row extends Stored> = Pick<
  Props<Row>,
  'records' | 'starts' | 'children'
> & { onSent: () => void }

function Entry<Row extends Stored>(props: EntryProps<Row>) {
  const { records, starts = {}, children, onSent } = props
  const form = useForm<Draft<Row>>(starts, async (values) => {
    await records.create(values)
    onSent()
  })
  return (
    <form ref={form.ref} onSubmit={form.submit} noValidate>
      <div className="grid gap-x-6 gap-y-5 p-6 sm:grid-cols-2">
        <FormMessage>{form.message}</FormMessage>
        {children(form.field)}
      </div>
      <div className="border-t border-line px-6 py-4">
        <Button type="submit" disabled={form.saving}>
          Send
        </Button>
      </div>
    </form>
  )
}
