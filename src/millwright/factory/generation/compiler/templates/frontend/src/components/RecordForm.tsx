import type { ReactNode } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useForm } from '../lib/useForm'
import type { Collection } from '../lib/api'
import { canUpdate } from '../lib/permissions'
import { useUser } from '../lib/session'
import type { Draft, Stored } from '../lib/types'
import { useResource } from '../lib/useResource'
import { NotFoundPage } from '../pages/NotFoundPage'
import { Button } from './Button'
import { FormMessage } from './FormMessage'
import { PageHeader } from './PageHeader'
import { RecordError } from './RecordPage'
import { Skeleton } from './states'
import { useToast } from './Toast'
import { UnsavedChanges } from './UnsavedChanges'

interface Props<Row extends Stored & Fields, Fields extends object> {
  records: Collection<Row, Fields>
  /** What a new record starts with. */
  empty: Draft<Fields>
  /** Where the record is shown afterwards: its place in the workspace, if nothing else is said. */
  home?: string
  children: (field: ReturnType<typeof useForm<Draft<Fields>>>['field']) => ReactNode
}

/** The page that edits the record of the URL or, where it names none, adds one. */
export function RecordForm<Row extends Stored & Fields, Fields extends object>(props: Props<Row, Fields>) {
  const { records, empty, home = props.records.path, children } = props
  const { id } = useParams()
  const [given] = useSearchParams()
  const user = useUser()
  const navigate = useNavigate()
  const toast = useToast()
  const { data: record, error, reload } = useResource(id ?? 'new', async () => id ? records.get(id) : null)
  const form = useForm<Draft<Fields>>(record ?? { ...empty, ...referencesIn(given, empty) }, async (values, changes) => {
    const saved = record ? await records.update(record.id, changes) : await records.create(values)
    toast(`${records.title(saved)} was saved.`)
    await navigate(`${home}/${saved.id}`, { replace: true })
  })
  if (error) return <RecordError error={error} onRetry={reload} />
  if (record === undefined) return <Skeleton />
  if (record && !canUpdate(user, records.subject, record)) return <NotFoundPage />

  return (
    <>
      <PageHeader
        title={record ? `Edit ${records.title(record)}` : `New ${records.one}`}
        back={{ to: home, label: records.many }}
      />
      <form ref={form.ref} onSubmit={form.submit} noValidate className="card max-w-3xl">
        <div className="grid gap-x-6 gap-y-5 p-6 sm:grid-cols-2">
          <FormMessage>{form.message}</FormMessage>
          {children(form.field)}
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
          <Button variant="quiet" onClick={() => navigate(-1)}>
            Cancel
          </Button>
          <Button type="submit" disabled={form.saving}>
            {record ? 'Save' : `Create ${records.one}`}
          </Button>
        </div>
        <UnsavedChanges when={form.changed && !form.saving} />
      </form>
    </>
  )
}

/** Links that add a record to another name that other in the URL: `/repairs/new?bike=3`. */
function referencesIn(given: URLSearchParams, empty: object) {
  const known = [...given].filter(([name]) => name in empty)
  return Object.fromEntries(known.map(([name, value]) => [name, Number(value)]))
}
