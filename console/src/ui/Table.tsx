import clsx from 'clsx'
import type { Key, ReactNode } from 'react'

export interface Column<Row> {
  name: string
  /** The header; without one it is for screen readers only. */
  label: string
  bare?: boolean
  cell: (row: Row) => ReactNode
  className?: string
  /** Left out on a phone, where each row is a card: say it in the first cell instead. */
  wide?: boolean
}

interface Props<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => Key
  className?: string
}

/** Rows and columns; where they are too wide the table scrolls within its frame, never the page. */
export function Table<Row>({ label, columns, rows, keyOf, className }: Props<Row>) {
  return (
    <div className={clsx('overflow-x-auto rounded-lg border bg-surface', className)}>
      <table aria-label={label} className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-b text-xs text-faint">
            {columns.map((column) => (
              <th key={column.name} scope="col" className={clsx('h-9 px-4 font-medium whitespace-nowrap', column.wide && 'max-sm:hidden')}>
                <span className={clsx(column.bare && 'sr-only')}>{column.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-b last:border-0 hover:bg-hover/40">
              {columns.map((column) => (
                <td key={column.name} className={clsx('px-4 py-2.5 align-middle', column.wide && 'max-sm:hidden', column.className)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
