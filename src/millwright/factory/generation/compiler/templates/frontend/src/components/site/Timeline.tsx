import { Link } from 'react-router'
import type { Stored } from '../../lib/types'
import type { PublicKind } from './kinds'

interface Props<Row extends Stored> {
  kind: PublicKind<Row>
  rows: Row[]
}

/** Records along a line, each at its day or year. */
export function Timeline<Row extends Stored>({ kind, rows }: Props<Row>) {
  return (
    <ol className="ml-2 border-l-2 border-primary-edge">
      {rows.map((row) => {
        const { date, badge, summary, by } = kind.face(row)
        return (
          <li key={row.id} className="relative pb-8 pl-7 last:pb-0">
            <span aria-hidden className="absolute top-1.5 -left-[9px] size-4 rounded-full border-4 border-surface bg-primary-edge" />
            <p className="flex flex-wrap items-center gap-3">
              <span className="text-lg font-semibold text-accent tabular-nums">{date}</span>
              {badge}
            </p>
            <h3 className="mt-1 text-lg">
              <Link to={`${kind.records.publicPath}/${row.id}`} className="hover:text-accent hover:underline">
                {kind.records.title(row)}
              </Link>
            </h3>
            {by && <div className="text-sm text-muted">{by}</div>}
            {summary && <p className="mt-1 max-w-3xl text-muted">{summary}</p>}
          </li>
        )
      })}
    </ol>
  )
}
