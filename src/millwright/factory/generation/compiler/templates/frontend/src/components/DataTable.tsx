import { ArrowDown, ArrowUp, ArrowUpDown, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Page } from '../lib/types'
import type { ListQuery } from '../lib/useListQuery'
import type { Resource } from '../lib/useResource'
import { Button } from './Button'
import { Pagination } from './Pagination'
import { EmptyState, ErrorState, Skeleton } from './states'

export interface Column<Row> {
  name: string
  label: string
  cell: (row: Row) => ReactNode
  align?: 'right'
  /** Set where the server cannot order by it. */
  unsorted?: boolean
}

interface Props<Row> {
  caption: string
  rows: Resource<Page<Row>>
  columns: Column<Row>[]
  query: ListQuery
  /** Where each row has its page, by its id. */
  path: string
  empty: ReactNode
}

/** A sortable table with pages. On a phone each row becomes a card. */
export function DataTable<Row extends { id: number }>({ caption, rows, columns, query, path, empty }: Props<Row>) {
  return (
    <section aria-label={caption} aria-busy={rows.loading} className="card overflow-x-auto">
      {rows.error && <ErrorState error={rows.error} onRetry={rows.reload} />}
      {!rows.data && rows.loading && <Skeleton />}
      {rows.data?.items.length === 0 && (query.narrowed ? <NothingMatches onClear={query.clear} /> : empty)}
      {rows.data && rows.data.items.length > 0 && (
        <>
          <PhoneSort columns={columns} query={query} />
          <table className="w-full text-left text-sm max-sm:block">
            <caption className="sr-only">{caption}</caption>
            <thead className="bar max-sm:hidden">
              <tr>
                {columns.map((column) => (
                  <Header key={column.name} column={column} query={query} />
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line max-sm:block">
              {rows.data.items.map((row) => (
                <tr key={row.id} className="relative hover:bg-sunken/60 max-sm:block max-sm:px-5 max-sm:py-3">
                  {columns.map((column, position) => (
                    <td
                      key={column.name}
                      className={`px-5 py-3 max-sm:flex max-sm:justify-between max-sm:gap-6 max-sm:px-0 max-sm:py-1 ${column.align ? 'sm:text-right' : ''}`}
                    >
                      {position === 0 ? (
                        <Link to={`${path}/${row.id}`} className="font-medium text-ink after:absolute after:inset-0">
                          {column.cell(row)}
                        </Link>
                      ) : (
                        <>
                          <span className="wrap-anywhere text-muted sm:hidden">{column.label}</span>
                          <span className="max-sm:text-right">{column.cell(row) || '—'}</span>
                        </>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Pagination page={rows.data} onPage={(page) => query.set({ page: String(page) })} />
        </>
      )}
    </section>
  )
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={SearchX} title="Nothing matches" hint="Try other words or fewer filters.">
      <Button variant="secondary" onClick={onClear}>
        Clear search and filters
      </Button>
    </EmptyState>
  )
}

interface SortProps<Row> {
  column: Column<Row>
  query: ListQuery
}

function Header<Row>({ column: { name, label, align, unsorted }, query }: SortProps<Row>) {
  if (unsorted) return <th scope="col" className="px-5 py-3 font-medium">{label}</th>

  const ascending = query.sort === name
  const descending = query.sort === `-${name}`
  const Icon = ascending ? ArrowUp : descending ? ArrowDown : ArrowUpDown
  return (
    <th
      scope="col"
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}
      className={`px-2 py-1.5 ${align ? 'text-right' : ''}`}
    >
      <button
        type="button"
        onClick={() => query.set({ sort: ascending ? `-${name}` : name })}
        className={`inline-flex items-center gap-1.5 rounded-md px-3 py-1.5 font-medium hover:bg-sunken`}
      >
        {label}
        <Icon aria-hidden className={`size-3.5 ${ascending || descending ? '' : 'opacity-60'}`} />
      </button>
    </th>
  )
}

function PhoneSort<Row>({ columns, query }: { columns: Column<Row>[]; query: ListQuery }) {
  return (
    <label className="flex items-center justify-between gap-4 border-b border-line bg-sunken/60 px-5 py-2 text-sm whitespace-nowrap text-muted sm:hidden">
      Sort by
      <select
        className="input w-auto min-w-0"
        value={query.sort ?? ''}
        onChange={(event) => query.set({ sort: event.target.value })}
      >
        <option value="">Newest first</option>
        {columns.filter(({ unsorted }) => !unsorted).map(({ name, label }) => [
          <option key={name} value={name}>
            {label}, ascending
          </option>,
          <option key={`-${name}`} value={`-${name}`}>
            {label}, descending
          </option>,
        ])}
      </select>
    </label>
  )
}
