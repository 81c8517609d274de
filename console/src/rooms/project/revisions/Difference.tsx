import clsx from 'clsx'
import { useMemo } from 'react'
import { type Line, parseUnified, type Row, sideBySide } from './unified'

export type View = 'unified' | 'split'

const TINTS: Partial<Record<Line['kind'], string>> = { added: 'bg-ok-soft', deleted: 'bg-bad-soft' }
const MARKS: Partial<Record<Line['kind'], string>> = { added: '+', deleted: '−' }
const SAID: Partial<Record<Line['kind'], string>> = { added: 'added', deleted: 'deleted' }
const NUMBER = 'tabular w-0 min-w-10 px-2 text-right align-top text-2xs text-faint select-none'

/** The lines that differ: below each other, or side by side. What is added or deleted is said, not only coloured. */
export function Difference({ text, view }: { text: string; view: View }) {
  const lines = useMemo(() => parseUnified(text), [text])
  if (lines.length === 0) return <p className="px-3 py-2 text-xs text-faint">No lines differ.</p>
  return (
    <table className="w-full border-collapse font-mono text-xs leading-5">
      <tbody>{view === 'split' ? <Split lines={lines} /> : lines.map((line, at) => <Unified key={keyOf(line, at)} line={line} />)}</tbody>
    </table>
  )
}

const keyOf = (line: Line, at: number) => `${at} ${line.before} ${line.after}`

function HunkRow({ text, columns }: { text: string; columns: number }) {
  return (
    <tr>
      <td colSpan={columns} className="border-y bg-sunken px-3 py-0.5 dark:bg-surface font-sans text-2xs text-faint first:border-t-0">
        {text}
      </td>
    </tr>
  )
}

function Unified({ line }: { line: Line }) {
  if (line.kind === 'hunk') return <HunkRow text={line.text} columns={3} />
  return (
    <tr className={TINTS[line.kind]}>
      <td className={clsx(NUMBER, 'max-sm:hidden')}>{line.before}</td>
      <td className={NUMBER}>{line.after}</td>
      <Code line={line} />
    </tr>
  )
}

function Split({ lines }: { lines: readonly Line[] }) {
  const rows = useMemo(() => sideBySide(lines), [lines])
  return rows.map((row) => <SplitRow key={`${row.left?.before} ${row.right?.after} ${row.left?.kind === 'hunk' ? row.left.text : ''}`} row={row} />)
}

function SplitRow({ row: { left, right } }: { row: Row }) {
  if (left?.kind === 'hunk') return <HunkRow text={left.text} columns={4} />
  return (
    <tr>
      <td className={clsx(NUMBER, left && TINTS[left.kind])}>{left?.before}</td>
      <Code line={left} half />
      <td className={clsx(NUMBER, 'border-l', right && TINTS[right.kind])}>{right?.after}</td>
      <Code line={right} half />
    </tr>
  )
}

function Code({ line, half = false }: { line: Line | null; half?: boolean }) {
  return (
    <td className={clsx('pr-3 pl-4 -indent-4 align-top break-words whitespace-pre-wrap [overflow-wrap:anywhere]', half && 'w-1/2', line ? half && TINTS[line.kind] : 'bg-sunken')}>
      {line && (
        <>
          <span aria-hidden className="inline-block w-4 indent-0 text-center text-faint select-none">
            {MARKS[line.kind]}
          </span>
          {SAID[line.kind] && <span className="sr-only">{SAID[line.kind]}: </span>}
          {line.text}
        </>
      )}
    </td>
  )
}
