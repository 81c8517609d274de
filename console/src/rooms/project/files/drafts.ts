import { useSyncExternalStore } from 'react'
import { forgetting } from '@/api/session'

/** What somebody has typed and not saved yet, and the version that they began from. */
export interface Draft {
  text: string
  base: number
}

const PREFIX = 'draft '
const drafts = new Map<string, Draft>()
const watching = new Set<() => void>()

const nameOf = (projectId: string, path: string) => `${PREFIX}${projectId} ${path}`

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' && 'base' in value && typeof value.base === 'number'
}

for (const name of Object.keys(sessionStorage)) {
  if (!name.startsWith(PREFIX)) continue
  const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? 'null')
  if (isDraft(kept)) drafts.set(name, kept)
}

/** Drafts stay in this tab over panes, projects and reloads: nothing that was typed is lost by going elsewhere. */
export function keepDraft(projectId: string, path: string, draft: Draft | null): void {
  const name = nameOf(projectId, path)
  if (draft === null) {
    drafts.delete(name)
    sessionStorage.removeItem(name)
  } else {
    drafts.set(name, draft)
    try {
      sessionStorage.setItem(name, JSON.stringify(draft))
    } catch {
      sessionStorage.removeItem(name) // too large for the browser to keep: it stays in memory, and leaving asks
    }
  }
  for (const changed of watching) changed()
}

/** Forgets all that was typed into files of a project; without one, of all. */
export function dropDrafts(projectId?: string): void {
  const start = projectId === undefined ? PREFIX : nameOf(projectId, '')
  for (const name of [...drafts.keys()].filter((kept) => kept.startsWith(start))) {
    drafts.delete(name)
    sessionStorage.removeItem(name)
  }
  for (const changed of watching) changed()
}

forgetting.add(() => dropDrafts())

function watch(changed: () => void) {
  watching.add(changed)
  return () => watching.delete(changed)
}

export const draftOf = (projectId: string, path: string): Draft | undefined => drafts.get(nameOf(projectId, path))

export function useDraft(projectId: string, path: string): Draft | undefined {
  return useSyncExternalStore(watch, () => draftOf(projectId, path))
}

/** The paths of a project that have unsaved changes, one below the other: a text, so that it is the same while they are. */
export function useUnsaved(projectId: string): ReadonlySet<string> {
  const start = nameOf(projectId, '')
  const paths = useSyncExternalStore(watch, () =>
    [...drafts.keys()]
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length))
      .join('\n'),
  )
  return new Set(paths ? paths.split('\n') : [])
}

window.addEventListener('beforeunload', (event) => {
  if (drafts.size > 0) event.preventDefault()
})
