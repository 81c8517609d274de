import { Link } from '@tanstack/react-router'
import { CircleSlash, TriangleAlert } from 'lucide-react'
import type { Operation } from '@/api/operations'
import { type Json, listed } from './result'

interface Reason {
  subject: string
  because: string
}

interface Conflict {
  file: string
  line: number | null
}

const reason = ({ subject, because }: Json): Reason | null =>
  typeof subject === 'string' && typeof because === 'string' ? { subject, because } : null

const conflict = ({ file, line }: Json): Conflict | null =>
  typeof file === 'string' ? { file, line: typeof line === 'number' ? line : null } : null

/** What a finished change left open: what was not done, and where it met people's own edits. */
export function Outcome({ result, projectId }: { result: Operation['result']; projectId: string }) {
  const notDone = listed(result, 'notDone', reason)
  const conflicts = listed(result, 'conflicts', conflict)
  if (notDone.length === 0 && conflicts.length === 0) return null
  return (
    <div className="mt-2 flex flex-col gap-3 rounded-lg bg-warn-soft p-3 text-warn">
      {conflicts.length > 0 && (
        <div>
          <p className="flex gap-2 text-sm font-medium">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            You and this change edited the same lines. Your edits were kept.
          </p>
          <ul className="mt-1.5 flex flex-col gap-1 pl-6 font-mono text-xs">
            {conflicts.map(({ file, line }) => (
              <li key={`${file} ${line}`}>
                <Link
                  to="/projects/$projectId/files"
                  params={{ projectId }}
                  search={{ path: file, line: line ?? undefined }}
                  className="break-all underline underline-offset-2"
                >
                  {file}
                  {line ? `:${line}` : ''}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <NotDone reasons={notDone} />
    </div>
  )
}

export function NotDone({ reasons }: { reasons: readonly Reason[] }) {
  return reasons.map(({ subject, because }) => (
    <div key={subject} className="flex gap-2">
      <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="text-sm font-medium break-words">{subject}</p>
        <p className="text-xs break-words">{because}</p>
      </div>
    </div>
  ))
}
