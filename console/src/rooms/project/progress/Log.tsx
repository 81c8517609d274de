import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { LogLine } from '@/api/operations'

const NEAR_THE_END = 40
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** What is done, line by line. It follows the newest line, unless somebody has scrolled up to read. */
export function Log({ lines, open = false }: { lines: readonly LogLine[]; open?: boolean }) {
  const list = useRef<HTMLOListElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    const { current } = list
    if (current && follows.current) current.scrollTop = current.scrollHeight
  }, [lines])
  return (
    <details open={open || undefined} className="group mt-8 border-t pt-4">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-sm text-sm text-muted select-none hover:text-ink">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        Log
        <span className="tabular ml-1 text-xs text-faint">{lines.length || ''}</span>
      </summary>
      <ol
        ref={list}
        aria-label="Log"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: at }) => {
          follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_THE_END
        }}
        className="mt-3 h-64 overflow-y-auto rounded-lg border bg-sunken px-3 py-2 font-mono text-xs"
      >
        {lines.map((line) => (
          <li key={line.number} className="flex gap-3 py-px">
            <time dateTime={line.at} className="shrink-0 text-faint">
              {clock.format(new Date(line.at))}
            </time>
            <span className={clsx('min-w-0 break-words whitespace-pre-wrap', line.level === 'error' && 'text-bad', line.level === 'warning' && 'text-warn')}>{line.text}</span>
          </li>
        ))}
        {lines.length === 0 && <li className="text-faint">No output yet.</li>}
      </ol>
    </details>
  )
}
