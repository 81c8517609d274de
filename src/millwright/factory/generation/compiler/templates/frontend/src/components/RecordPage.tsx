import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Collection } from '../lib/api'
import { formatAge } from '../lib/format'
import { canDelete, canUpdate } from '../lib/permissions'
import type { Subject } from '../lib/permissions'
import { useUser } from '../lib/session'
import type { Stored } from '../lib/types'
import { useResource } from '../lib/useResource'
import { ButtonLink } from './Button'
import { DeleteButton } from './DeleteButton'
import { PageHeader } from './PageHeader'
import { ErrorState, Skeleton } from './states'

interface Props<Row extends Stored, Fields> {
  subject: Subject
  path: string
  plural: string
  records: Collection<Row, Fields>
  children: (record: Row) => ReactNode
}

/** The page of the record that the URL names, with what the person may do to it. */
export function RecordPage<Row extends Stored, Fields>({ subject, path, plural, records, children }: Props<Row, Fields>) {
  const { id = '' } = useParams()
  const user = useUser()
  const { data: record, error, reload } = useResource(id, () => records.get(id))
  if (error) return <ErrorState error={error} onRetry={reload} />
  if (!record) return <Skeleton />

  const title = records.title(record)
  return (
    <>
      <PageHeader title={title} back={{ to: path, label: plural }} note={`Updated ${formatAge(record.updated_at)}`}>
        {canUpdate(user, subject, record) && (
          <ButtonLink to={`${path}/${id}/edit`} variant="secondary" icon={Pencil}>
            Edit
          </ButtonLink>
        )}
        {canDelete(user, subject, record) && (
          <DeleteButton title={title} onDelete={() => records.remove(record.id)} to={path} />
        )}
      </PageHeader>
      {children(record)}
    </>
  )
}
