import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Collection } from '../lib/api'
import { canCreate, canRead } from '../lib/permissions'
import { useUser } from '../lib/session'
import type { Stored } from '../lib/types'
import { useResource } from '../lib/useResource'
import { ButtonLink } from './Button'
import { ErrorState, Skeleton } from './states'

interface Props<Row extends Stored, Fields> {
  records: Collection<Row, Fields>
  /** The field by which they refer to the record of the page, and its id: `customer=3`. */
  by: string
  title?: string
  aside: (row: Row) => ReactNode
  /** What stands for a row, where that is not its title. */
  item?: (row: Row) => ReactNode
}

/** The latest records that refer to the one on the page, for those who may read them. */
export function RelatedList<Row extends Stored, Fields>(props: Props<Row, Fields>) {
  const user = useUser()
  return canRead(user, props.records.subject) && <Rows {...props} />
}

function Rows<Row extends Stored, Fields>({ records, by, title = records.many, aside, item = records.title }: Props<Row, Fields>) {
  const { path, subject } = records
  const user = useUser()
  const { data, error, reload } = useResource(by, () => records.list(`${by}&size=5`))
  return (
    <section aria-label={title} className="card mt-6 overflow-hidden">
      <header className="flex min-h-16 items-center justify-between gap-4 border-b border-line px-6 py-3">
        <h2 className="font-semibold">
          {title} {data && <span className="font-normal text-muted tabular-nums">{data.total}</span>}
        </h2>
        {canCreate(user, subject) && (
          <ButtonLink to={`${path}/new?${by}`} variant="secondary" icon={Plus} aria-label={`Add to ${title}`}>
            Add
          </ButtonLink>
        )}
      </header>
      {error && <ErrorState error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={3} />}
      {data?.total === 0 && <p className="px-6 py-5 text-sm text-muted">None yet.</p>}
      <ul className="divide-y divide-line">
        {data?.items.map((row) => (
          <li key={row.id} className="relative flex justify-between gap-4 px-6 py-3 text-sm hover:bg-sunken/60">
            <Link to={`${path}/${row.id}`} className="min-w-0 font-medium wrap-anywhere after:absolute after:inset-0">
              {item(row)}
            </Link>
            <span className="shrink-0 text-muted">{aside(row)}</span>
          </li>
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <Link to={`${path}?${by}`} className="block border-t border-line px-6 py-3 text-sm font-medium text-accent">
          Show all {data.total}
        </Link>
      )}
    </section>
  )
}
