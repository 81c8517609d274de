import type { Access, Entity, Reach, Spec } from './shape'
import { accessOf } from './shape'
import { Because } from './Record'

interface Props {
  spec: Spec
  records: readonly Entity[]
  causes: ReadonlyMap<string, string>
}

/** Each role with what it may do with each kind of record, in words. */
export function Rights({ spec, records, causes }: Props) {
  const isPublic = records.some((record) => record.visitors.read !== 'none' || record.visitors.create)
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {spec.roles.map((role) => (
        <li key={role.name} className="px-4 py-3">
          <h4 className="text-sm font-semibold">
            {role.label}
            {role.signup && <span className="ml-2 text-xs font-normal text-faint">open to registration</span>}
          </h4>
          <Because words={causes.get(`Role ${role.label}`)} />
          {role.admin ? (
            <p className="mt-1 text-sm text-muted">Can see and change everything, and manages accounts.</p>
          ) : (
            <Sentences records={records} access={(record) => accessOf(role, record)} />
          )}
        </li>
      ))}
      {isPublic && (
        <li className="px-4 py-3">
          <h4 className="text-sm font-semibold">Visitors, not signed in</h4>
          <Sentences records={records} access={(record) => record.visitors} />
        </li>
      )}
    </ul>
  )
}

function Sentences({ records, access }: { records: readonly Entity[]; access: (record: Entity) => Access }) {
  const shown = records.map((record) => ({ record, may: sentence(access(record)) })).filter(({ may }) => may !== '')
  if (shown.length === 0) return <p className="mt-1 text-sm text-muted">Cannot see any records.</p>
  return (
    <dl className="mt-1.5 grid gap-x-6 gap-y-0.5 sm:grid-cols-[minmax(8rem,max-content)_1fr]">
      {shown.map(({ record, may }) => (
        <div key={record.name} className="contents">
          <dt className="text-sm text-muted">{record.plural_label}</dt>
          <dd className="text-sm max-sm:mb-1">{may}</dd>
        </div>
      ))}
    </dl>
  )
}

const OF: Record<Reach, string> = { none: '', own: ' their own', all: ' all' }

/** "see all, add, change their own" */
function sentence(access: Access): string {
  const parts = [
    access.read !== 'none' && `see${OF[access.read]}`,
    access.create && 'add',
    access.update !== 'none' && `change${OF[access.update]}`,
    access.delete !== 'none' && `delete${OF[access.delete]}`,
  ]
  return parts.filter(Boolean).join(', ')
}
