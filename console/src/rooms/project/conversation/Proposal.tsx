import { ChevronRight } from 'lucide-react'
import type { Ai } from '@/api/client'
import { useWhyNot } from '@/api/profile'
import { Button, capital } from '@/ui'
import { Difference } from '../revisions/Difference'
import { NotDone } from './Outcome'

interface Props {
  preview: Ai['RefinePreview']
  /** Whether the files have changed since it was looked at first. */
  isAnew: boolean
  isBusy: boolean
  onAccept: () => void
  onDrop: () => void
}

/** What a wish would change, each with the words that ask for it, and what of it would not be done. */
export function Proposal({ preview, isAnew, isBusy, onAccept, onDrop }: Props) {
  const { changes, notDone } = preview
  const whyNot = useWhyNot('projects:write')
  return (
    <section aria-label="What would change" className="mb-3">
      {isAnew && (
        <p role="alert" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-xs text-warn">
          The files have changed since you looked. This is what would change in revision {preview.revision}, which is current now.
        </p>
      )}
      <p role="status" className="text-sm font-medium">
        {changes.length === 0 ? 'Nothing would change' : changes.length === 1 ? 'One change' : `${changes.length} changes`}
      </p>
      {changes.length > 0 && (
        <ul className="mt-2 divide-y rounded-lg border bg-raised">
          {changes.map((change) => (
            <li key={`${change.kind} ${change.place} ${change.text}`} className="px-3 py-2">
              <p className="text-sm break-words">{capital(change.text)}</p>
              {change.because && <p className="mt-0.5 text-xs break-words text-faint">“{change.because}”</p>}
            </li>
          ))}
        </ul>
      )}
      {notDone.length > 0 && (
        <div className="mt-2 flex flex-col gap-2 rounded-lg bg-warn-soft p-3 text-warn">
          <NotDone reasons={notDone} />
        </div>
      )}
      {changes.length > 0 && (
        <p className="tabular mt-2 text-xs text-faint">
          Files: {preview.filesAdded} added, {preview.filesModified} changed, {preview.filesRemoved} removed. Your edits are kept.
        </p>
      )}
      {preview.specDifference && (
        <details className="group mt-2">
          <summary className="flex cursor-pointer list-none items-center gap-1 rounded-sm text-xs text-muted select-none hover:text-ink">
            <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
            Changes to the specification
          </summary>
          <div className="mt-2 max-h-64 overflow-auto rounded-lg border">
            <Difference text={preview.specDifference} view="unified" />
          </div>
        </details>
      )}
      <div className="mt-3 flex justify-end gap-2">
        <Button size="sm" onClick={onDrop} disabled={isBusy}>
          {changes.length === 0 ? 'Rephrase' : 'Discard'}
        </Button>
        {changes.length > 0 && (
          <Button size="sm" look="primary" autoFocus busy={isBusy} whyNot={whyNot} onClick={onAccept}>
            Accept and build
          </Button>
        )}
      </div>
    </section>
  )
}
