import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { wordsOf } from '@/api/errors'
import type { Deployment } from '../queries'

const EVERY = 2_000
const LINES = 400
const NEAR_THE_END = 40

/** What the application wrote last, asked for again and again while it is open. It follows the newest line. */
export function DeploymentLog({ deployment }: { deployment: Deployment }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="border-t">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-1.5 px-4 py-2.5 text-sm text-muted outline-offset-[-2px] hover:text-ink"
      >
        <ChevronRight aria-hidden className={open ? 'size-4 rotate-90 transition-transform' : 'size-4 transition-transform'} />
        Log
      </button>
      {open && <Lines deployment={deployment} />}
    </div>
  )
}

function Lines({ deployment }: { deployment: Deployment }) {
  const box = useRef<HTMLPreElement>(null)
  const follows = useRef(true)
  const log = useQuery({
    queryKey: ['deployments', deployment.id, 'logs'],
    queryFn: () =>
      of(
        aibuild.GET('/aibuild/v1/deployments/{deployment_id}/logs', {
          params: { path: { deployment_id: deployment.id }, query: { lines: LINES } },
          parseAs: 'text',
        }),
      ),
    refetchInterval: deployment.status === 'ready' ? EVERY : false,
  })
  useEffect(() => {
    const { current } = box
    if (current && follows.current) current.scrollTop = current.scrollHeight
  }, [log.data])
  return (
    <pre
      ref={box}
      role="log"
      aria-label="Log of the application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_THE_END
      }}
      className="h-72 overflow-auto rounded-b-lg border-t bg-sunken px-4 py-3 font-mono text-xs break-words whitespace-pre-wrap outline-offset-[-2px]"
    >
      {log.error && !log.data ? wordsOf(log.error) : log.data === undefined ? 'Loading…' : log.data || 'No output yet.'}
    </pre>
  )
}
