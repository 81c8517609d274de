import { Pencil, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { ApiError, messageOf, type Collection } from '../lib/api'
import { formatAge } from '../lib/format'
import { canDelete, canUpdate } from '../lib/permissions'
import { useUser } from '../lib/session'
import type { Stored } from '../lib/types'
import { useResource } from '../lib/useResource'
import { NotFoundPage } from '../pages/NotFoundPage'
import { Button, ButtonLink } from './Button'
import { ConfirmDialog } from './Dialog'
import { PageHeader } from './PageHeader'
import { ErrorState, Skeleton, type ErrorProps } from './states'
import { useToast } from './Toast'

interface Props<Row extends Stored, Fields> {
  records: Collection<Row, Fields>
  children: (record: Row) => ReactNode
}

/** The page of the record that the URL names, with what the person may do to it. */
export function RecordPage<Row extends Stored, Fields>({ records, children }: Props<Row, Fields>) {
  const { id = '' } = useParams()
  const user = useUser()
  const [deleting, setDeleting] = useState(false)
  const { data: record, error, reload } = useResource(id, () => records.get(id))
  if (error) return <RecordError error={error} onRetry={reload} />
  if (!record) return <Skeleton />

  const { path, subject, many } = records
  return (
    <>
      <PageHeader
        title={records.title(record)}
        back={{ to: path, label: many }}
        note={`Added ${formatAge(record.created_at)}`}
      >
        {canUpdate(user, subject, record) && (
          <ButtonLink to={`${path}/${id}/edit`} variant="secondary" icon={Pencil}>
            Edit
          </ButtonLink>
        )}
        {canDelete(user, subject, record) && (
          <Button variant="secondary" icon={Trash2} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        )}
      </PageHeader>
      {children(record)}
      {deleting && <DeleteDialog record={record} records={records} onClose={() => setDeleting(false)} />}
    </>
  )
}

/** A record that is gone, or out of reach, is a page that is not there. */
export function RecordError(props: ErrorProps) {
  return props.error instanceof ApiError && props.error.status === 404 ? <NotFoundPage /> : <ErrorState {...props} />
}

interface DeleteProps<Row extends Stored, Fields> {
  record: Row
  records: Collection<Row, Fields>
  /** Where to go when the record is gone: its list in the workspace, if nothing else is said. */
  home?: string
  onClose: () => void
}

/** Asks before a record is deleted for good. */
export function DeleteDialog<Row extends Stored, Fields>(props: DeleteProps<Row, Fields>) {
  const { record, records, home = records.path, onClose } = props
  const [error, setError] = useState('')
  const navigate = useNavigate()
  const toast = useToast()
  const title = records.title(record)

  async function remove() {
    try {
      await records.remove(record.id)
      toast(`${title} was deleted.`)
      await navigate(home, { replace: true })
    } catch (fault) {
      setError(messageOf(fault))
    }
  }

  return (
    <ConfirmDialog
      title={`Delete ${title}?`}
      message="This cannot be undone."
      action="Delete"
      error={error}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
