import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Collection } from '../../lib/api'
import { canCreate, canDelete, canUpdate } from '../../lib/permissions'
import { useSession } from '../../lib/session'
import type { Stored } from '../../lib/types'
import { Button, ButtonLink } from '../Button'
import { DeleteDialog } from '../records'

/** Leads to the form of a new record; whoever has not signed in is asked to do so there. */
export function NewRecord<Row extends Stored>({ records }: { records: Collection<Row> }) {
  const user = useSession().data?.user ?? null
  if (user && !canCreate(user, records.subject)) return null
  return (
    <ButtonLink to={`${records.publicPath}/new`} icon={Plus}>
      New {records.one}
    </ButtonLink>
  )
}

interface Props<Row extends Stored> {
  records: Collection<Row>
  row: Row
}

/** Lets people change and delete what is theirs. */
export function OwnRecord<Row extends Stored>({ records, row }: Props<Row>) {
  const user = useSession().data?.user ?? null
  const [deleting, setDeleting] = useState(false)
  const mayUpdate = canUpdate(user, records.subject, row)
  const mayDelete = canDelete(user, records.subject, row)
  if (!mayUpdate && !mayDelete) return null
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      {mayUpdate && (
        <ButtonLink to={`${records.publicPath}/${row.id}/edit`} variant="secondary" icon={Pencil}>
          Edit
        </ButtonLink>
      )}
      {mayDelete && (
        <Button variant="secondary" icon={Trash2} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      )}
      {deleting && (
        <DeleteDialog
          record={row}
          records={records}
          home={records.publicPath}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  )
}
