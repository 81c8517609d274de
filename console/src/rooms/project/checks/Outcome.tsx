import { TriangleAlert } from 'lucide-react'
import type { Ai } from '@/api/client'
import { Badge } from '@/ui'

type Checked = Pick<Ai['RevisionOut'], 'outcome' | 'notRun'>

/** What each check is called. */
export const CHECKS: Readonly<Record<string, string>> = {
  parse: 'Syntax',
  lint: 'Lint',
  types: 'Type check',
  backend_tests: 'Backend tests',
  frontend_tests: 'Frontend tests',
  build: 'Build',
  boot: 'App starts',
  browser: 'Browser walkthrough',
}

/** What the checks of a revision came to, in a word; nothing while none were run. */
export function OutcomeBadge({ outcome, verified = false }: Pick<Checked, 'outcome'> & { verified?: boolean }) {
  if (verified) return <Badge tone="ok">Verified</Badge>
  if (outcome === 'failed') return <Badge tone="bad">Checks failed</Badge>
  if (outcome === 'incomplete') return <Badge tone="warn">Partly checked</Badge>
  return outcome === 'passed' ? <Badge>Checks passed</Badge> : null
}

/** Which checks could not be run, and why; nothing where one failed, for that is why the others were left out. */
export function NotRun({ of: { outcome, notRun }, className = '' }: { of: Checked; className?: string }) {
  if (outcome !== 'incomplete') return null
  return (
    <div className={`flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn ${className}`}>
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">Not verified: some checks could not run.</p>
        <ul aria-label="Checks that did not run" className="mt-0.5 text-xs">
          {notRun.map(({ subject, because }) => (
            <li key={subject} className="break-words">
              {CHECKS[subject] ?? subject}
              {because && `: ${because}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
