import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { FileCode2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { useWhyNot } from '@/api/profile'
import { Button, EmptyState, ErrorState, Loading, Skeleton, tellFault, TextDialog } from '@/ui'
import { useProjectId } from '../work'
import { type Draft, keepDraft, useDraft, useUnsaved } from './drafts'
import { FileTree } from './FileTree'
import { FileView } from './FileView'
import { editedFiles, treeQuery } from './queries'

/** What is opened beside the tree until a file is chosen, and where there is room for it. */
const FIRST = 'README.md'
const BESIDE = '(min-width: 48rem)'

/** The files of the head: a tree, and the one that is open in an editor. On a phone one or the other. */
export function Files() {
  const projectId = useProjectId()
  const { path: asked, line } = useSearch({ from: '/signed-in/projects/$projectId/files' })
  const navigate = useNavigate()
  const unsaved = useUnsaved(projectId)
  const draft = useDraft(projectId, asked ?? '')
  const [creates, setCreates] = useState(false)
  const whyNot = useWhyNot('projects:write')
  const { data, error, refetch } = useQuery(treeQuery(projectId))
  const paths = useMemo(() => data?.files.map((file) => file.path) ?? [], [data])
  const open = (next: string | undefined) =>
    void navigate({ to: '/projects/$projectId/files', params: { projectId }, search: next === undefined ? {} : { path: next } })
  if (error && !data) return <ErrorState error={error} what="The files" onRetry={() => void refetch()} className="h-full" />
  if (!data) return <FilesSkeleton />
  const path = asked ?? (window.matchMedia(BESIDE).matches ? paths.find((item) => item === FIRST) : undefined)
  const file = data.files.find((item) => item.path === path)
  return (
    <div className="flex h-full min-h-0">
      <div className={clsx('h-full w-full shrink-0 bg-canvas md:w-60 md:border-r', asked !== undefined && 'max-md:hidden')}>
        <FileTree paths={paths} chosen={path} unsaved={unsaved} onChoose={open} onCreate={whyNot ? undefined : () => setCreates(true)} />
      </div>
      <div className={clsx('h-full min-w-0 grow', asked === undefined && 'max-md:hidden')}>
        {file ? (
          <FileView key={file.id} projectId={projectId} file={file} line={line} onMoved={open} />
        ) : path !== undefined && draft ? (
          <Orphan projectId={projectId} path={path} draft={draft} />
        ) : (
          <EmptyState className="h-full" icon={<FileCode2 aria-hidden />} title={path === undefined ? 'Open a file' : 'File not found'}>
            {path === undefined ? (
              (whyNot ? 'Browse the code.' : 'Browse and edit the code. Each save creates a version.')
            ) : (
              <>
                <code className="font-mono break-all">{path}</code> is not in the current revision.{' '}
                <button type="button" className="text-accent-ink underline underline-offset-2" onClick={() => open(undefined)}>
                  All files
                </button>
              </>
            )}
          </EmptyState>
        )}
      </div>
      {creates && <NewFile projectId={projectId} beside={path} onClose={() => setCreates(false)} onMade={open} />}
    </div>
  )
}

interface OrphanProps {
  projectId: string
  path: string
  draft: Draft
}

/** What was typed into a file that somebody took out of the head meanwhile: it is not lost, and one chooses. */
function Orphan({ projectId, path, draft }: OrphanProps) {
  const client = useQueryClient()
  const whyNot = useWhyNot('projects:write')
  const again = useMutation({
    mutationFn: () =>
      of(
        aibuild.POST('/aibuild/v1/projects/{project_id}/files', {
          params: { path: { project_id: projectId } },
          body: { path, content: draft.text, encoding: 'utf-8' },
        }),
      ),
    onSuccess: async () => {
      await editedFiles(client, projectId)
      keepDraft(projectId, path, null)
    },
    onError: (error) => tellFault('Not restored', error),
  })
  return (
    <section aria-label={path} className="flex h-full flex-col">
      <div role="alert" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-warn-soft px-3 py-2">
        <p className="min-w-48 grow text-sm text-warn">
          <code className="font-mono break-all">{path}</code> is no longer in the current revision. What you typed is still here.
        </p>
        <Button size="sm" disabled={again.isPending} onClick={() => keepDraft(projectId, path, null)}>
          Discard
        </Button>
        <Button size="sm" busy={again.isPending} whyNot={whyNot} onClick={() => again.mutate()}>
          Restore it with what you typed
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <pre tabIndex={0} aria-label="What you typed" className="min-h-0 grow overflow-auto bg-editor px-5 py-4 font-mono text-xs">
        {draft.text}
      </pre>
    </section>
  )
}

interface NewFileProps {
  projectId: string
  /** The file that is open: the new one is thought to belong beside it. */
  beside: string | undefined
  onClose: () => void
  onMade: (path: string) => void
}

function NewFile({ projectId, beside, onClose, onMade }: NewFileProps) {
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: (named: string) =>
      of(
        aibuild.POST('/aibuild/v1/projects/{project_id}/files', {
          params: { path: { project_id: projectId } },
          body: { path: named, content: '', encoding: 'utf-8' },
        }),
      ),
    onSuccess: async (made) => {
      await editedFiles(client, projectId)
      onClose()
      onMade(made.path)
    },
  })
  return (
    <TextDialog
      title="New file"
      action="Create"
      label="Path"
      hint="From the project root, for example backend/app/prices.py"
      initial={beside?.includes('/') ? beside.slice(0, beside.lastIndexOf('/') + 1) : ''}
      longest={255}
      isPath
      submit={create}
      onClose={onClose}
    />
  )
}

function FilesSkeleton() {
  return (
    <Loading label="Loading the files" className="flex h-full">
      <div className="w-full p-2 md:w-60 md:border-r">
        <Skeleton className="h-8 w-full" />
        {[48, 36, 60, 44, 52, 40].map((width) => (
          <Skeleton key={width} className="mt-3 ml-2 h-4" />
        ))}
      </div>
      <div className="hidden grow p-4 md:block">
        <Skeleton className="h-full w-full" />
      </div>
    </Loading>
  )
}
