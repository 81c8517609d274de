import { Link } from '@tanstack/react-router'
import { ChevronRight, FileCode2, GitCompare } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import type { Ai } from '@/api/client'
import { EmptyState } from '@/ui'
import { Difference, type View } from './Difference'
import { OMITTED } from './omitted'
import type { FileDifference } from './queries'

const MANY = 12
/** How many are open where there are more. */
const FIRST = 2
const CHANGES: Record<string, string> = { added: 'added', deleted: 'deleted', modified: '' }

const wide = typeof window === 'undefined' ? null : window.matchMedia('(min-width: 960px)')

function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide?.addEventListener('change', changed)
      return () => wide?.removeEventListener('change', changed)
    },
    () => wide?.matches ?? true,
  )
}

interface Props {
  projectId: string
  isHead: boolean
  difference: Ai['DifferenceOut']
  view: View
}

/** The files that differ, each to be opened; side by side only where there is room for it. */
export function DifferenceFiles({ projectId, isHead, difference, view }: Props) {
  const { files } = difference
  const isWide = useIsWide()
  if (files.length === 0) {
    return (
      <EmptyState icon={<GitCompare aria-hidden />} title="No changes">
        All files are identical.
      </EmptyState>
    )
  }
  const added = files.reduce((sum, file) => sum + file.added, 0)
  const deleted = files.reduce((sum, file) => sum + file.deleted, 0)
  return (
    <div className="p-4">
      <p className="tabular mb-3 text-xs text-faint">
        {files.length === 1 ? 'One file' : `${files.length} files`}, {[added > 0 && `${added} lines added`, deleted > 0 && `${deleted} deleted`].filter(Boolean).join(', ')}
      </p>
      <ul className="divide-y overflow-hidden rounded-lg border bg-surface">
        {files.map((file, at) => (
          <FileBox key={file.path} projectId={projectId} file={file} isHead={isHead} view={isWide ? view : 'unified'} isOpen={files.length <= MANY || at < FIRST} />
        ))}
      </ul>
    </div>
  )
}

/** A path whose folders give way before the name of its file does. */
function Path({ of: path }: { of: string }) {
  const name = path.lastIndexOf('/') + 1
  return (
    <span className="flex min-w-0 grow font-mono text-xs" title={path}>
      <span className="truncate text-muted">{path.slice(0, name)}</span>
      <span className="max-w-full shrink-0 truncate">{path.slice(name)}</span>
    </span>
  )
}

function FileBox({ projectId, file, isHead, view, isOpen }: { projectId: string; file: FileDifference; isHead: boolean; view: View; isOpen: boolean }) {
  const [open, setOpen] = useState(isOpen)
  return (
    <li>
      <div className="flex items-center gap-2 pr-2">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-w-0 grow items-center gap-2 px-3 py-2 text-left outline-offset-[-2px]">
          <ChevronRight aria-hidden className={open ? 'size-4 shrink-0 rotate-90 text-faint' : 'size-4 shrink-0 text-faint'} />
          <Path of={file.path} />
          {CHANGES[file.change] && <span className="text-2xs text-faint">{CHANGES[file.change]}</span>}
          {file.added > 0 && (
            <span className="tabular text-xs text-ok">
              <span className="sr-only">lines added:</span>+{file.added}
            </span>
          )}
          {file.deleted > 0 && (
            <span className="tabular text-xs text-bad">
              <span className="sr-only">lines deleted:</span>−{file.deleted}
            </span>
          )}
        </button>
        {isHead && file.change !== 'deleted' && (
          <Link
            to="/projects/$projectId/files"
            params={{ projectId }}
            search={{ path: file.path }}
            aria-label={`Open ${file.path} in the editor`}
            className="rounded-sm p-1 text-faint hover:text-ink"
          >
            <FileCode2 aria-hidden className="size-4" />
          </Link>
        )}
      </div>
      {open && (
        <div className="overflow-x-auto border-t bg-editor">
          {file.difference === null ? (
            <p className="px-3 py-2 text-xs text-faint">{OMITTED[file.omitted ?? ''] ?? 'Its changes are not shown.'}</p>
          ) : (
            <Difference text={file.difference} view={view} />
          )}
        </div>
      )}
    </li>
  )
}
