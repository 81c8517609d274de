import { lazy, Suspense, useState } from 'react'
import { Button, Dialog, Skeleton } from '@/ui'
import { type Draft, keepDraft } from './drafts'
import type { TreeFile } from './queries'

const Compare = lazy(() => import('./Compare'))

interface Props {
  projectId: string
  file: TreeFile
  /** What is saved now. */
  saved: string
  draft: Draft
  /** Saves the draft on top of what is saved now. */
  onSave: () => void
}

/** Somebody saved another version while this one was typed: both are there, and one chooses. */
export function StaleNotice({ projectId, file, saved, draft, onSave }: Props) {
  const [compares, setCompares] = useState(false)
  const choices = (
    <>
      <Button size="sm" onClick={() => keepDraft(projectId, file.path, null)}>
        Use theirs
      </Button>
      <Button size="sm" onClick={onSave}>
        Save mine over it
      </Button>
    </>
  )
  return (
    <div role="alert" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-warn-soft px-3 py-2">
      <p className="min-w-48 grow text-sm text-warn">
        Version {file.version} was saved while you were editing version {draft.base}. Nothing is lost.
      </p>
      <Button size="sm" onClick={() => setCompares(true)}>
        Compare
      </Button>
      {choices}
      <Dialog open={compares} onClose={() => setCompares(false)} wide title="Theirs and yours" actions={choices}>
        <Suspense fallback={<Skeleton className="h-60 w-full" />}>
          <Compare saved={saved} typed={draft.text} />
        </Suspense>
      </Dialog>
    </div>
  )
}
