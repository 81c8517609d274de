import { TriangleAlert } from 'lucide-react'
import type { Operation } from '@/api/operations'

interface Failure {
  check: string
  file: string | null
  line: number | null
  message: string
}

/** Why an operation failed: in a sentence, and where checks found something, what and where. */
export function Trouble({ operation }: { operation: Operation }) {
  const failures = failuresOf(operation)
  return (
    <section role="alert" aria-label="Why it failed" className="mt-6 rounded-lg bg-bad-soft p-4">
      <p className="flex gap-2 text-sm font-medium text-bad">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">{operation.error ?? 'It failed without a reason.'}</span>
      </p>
      {failures.length > 0 && (
        <ul className="mt-3 flex flex-col gap-2 border-t border-bad/20 pt-3">
          {failures.map((failure) => (
            <li key={`${failure.check} ${failure.file} ${failure.line} ${failure.message}`} className="text-xs text-bad">
              <span className="font-medium">{failure.check}</span>
              {failure.file && (
                <code className="ml-2 font-mono break-all">
                  {failure.file}
                  {failure.line ? `:${failure.line}` : ''}
                </code>
              )}
              <p className="break-words whitespace-pre-wrap">{failure.message}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The failures that a result tells of; results are of many kinds, so what is there is looked at, not believed. */
function failuresOf(operation: Operation): Failure[] {
  const told = operation.result?.failures
  if (!Array.isArray(told)) return []
  return told.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const { check, file, line, message } = item as Record<string, unknown>
    if (typeof check !== 'string' || typeof message !== 'string') return []
    return [{ check, message, file: typeof file === 'string' ? file : null, line: typeof line === 'number' ? line : null }]
  })
}
