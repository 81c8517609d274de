import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, BookOpenText, Ellipsis, FolderInput, History, Save, Trash2, Undo2 } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { useWhyNot } from '@/api/profile'
import { Button, Confirm, ErrorState, isMod, Loading, Menu, MenuItem, MenuSeparator, Skeleton, Tooltip } from '@/ui'
import { VerifyButton } from '../checks/VerifyButton'
import { keepDraft, useDraft } from './drafts'
import { FileHistory } from './FileHistory'
import { MoveFile } from './MoveFile'
import { editedFiles, type FileOut, fileQuery, type TreeFile } from './queries'
import { StaleNotice } from './StaleNotice'
import { useSave } from './saving'

const Editor = lazy(() => import('./Editor'))
const Markdown = lazy(() => import('./Markdown'))

interface Props {
  projectId: string
  file: TreeFile
  line: number | undefined
  /** Another path to open, or the tree. */
  onMoved: (path: string | undefined) => void
}

/** A file: its text in the editor, or what can be shown of it, and what can be done with it. */
export function FileView({ projectId, file, line, onMoved }: Props) {
  const found = useQuery(fileQuery(projectId, file))
  const draft = useDraft(projectId, file.path)
  const save = useSave(projectId, file)
  const whyNot = useWhyNot('projects:write')
  const isDirty = draft !== undefined
  const store = () => draft && !whyNot && !save.isPending && save.mutate(draft)
  useSaveKey(store)
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const isMarkdown = /\.(md|markdown)$/i.test(file.path)
  const [reads, setReads] = useState(false)
  const [asksHistory, setAsksHistory] = useState(false)
  return (
    <section aria-label={file.path} className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-3">
        <Button look="quiet" square aria-label="All files" className="md:hidden" onClick={() => onMoved(undefined)}>
          <ArrowLeft aria-hidden className="size-4" />
        </Button>
        <div className="min-w-0 grow">
          <h2 className="truncate font-mono text-xs font-medium" title={file.path}>
            <span className="max-sm:hidden">{file.path.slice(0, -name.length)}</span>
            {name}
          </h2>
          <p role="status" className="tabular truncate text-2xs text-faint">
            Version {file.version} by {file.generatedBy === 'ai' ? 'Millwright' : 'a person'}
            {isDirty && <span className="text-accent-ink"> · unsaved</span>}
            {whyNot && ' · read only'}
          </p>
        </div>
        {isMarkdown && (
          <Button look="plain" aria-pressed={reads} icon={<BookOpenText aria-hidden className="size-3.5" />} onClick={() => setReads(!reads)} className={reads ? 'max-sm:!gap-0 !bg-hover' : 'max-sm:!gap-0'}>
            <span className="max-sm:sr-only">Rendered</span>
          </Button>
        )}
        <Tooltip label="History">
          <Button look="quiet" square aria-label="History of this file" onClick={() => setAsksHistory(true)}>
            <History aria-hidden className="size-4" />
          </Button>
        </Tooltip>
        <span className="max-sm:hidden">{!isDirty && <VerifyButton projectId={projectId} look="plain" />}</span>
        <Button
          look={isDirty ? 'primary' : 'plain'}
          busy={save.isPending}
          disabled={!isDirty}
          whyNot={whyNot}
          icon={<Save aria-hidden className="size-3.5" />}
          aria-keyshortcuts="Control+S Meta+S"
          className="max-sm:!gap-0"
          onClick={store}
        >
          <span className="max-sm:sr-only">Save</span>
        </Button>
        {!whyNot && <FileMenu projectId={projectId} file={file} loaded={found.data} isDirty={isDirty} onMoved={onMoved} />}
      </header>
      {draft && draft.base !== file.version && !save.isPending && found.data && (
        <StaleNotice projectId={projectId} file={file} saved={found.data.content} draft={draft} onSave={() => save.mutate({ ...draft, base: file.version })} />
      )}
      <div className="min-h-0 grow overflow-y-auto bg-editor">
        {found.data && isMarkdown && reads ? (
          <Suspense fallback={<EditorSkeleton />}>
            <Markdown path={file.path} text={draft?.text ?? found.data.content} />
          </Suspense>
        ) : found.data ? (
          <Body projectId={projectId} file={found.data} line={line} isFixed={whyNot !== undefined} onSave={store} />
        ) : found.error ? (
          <ErrorState error={found.error} what="The file" onRetry={() => void found.refetch()} className="h-full" />
        ) : (
          <EditorSkeleton />
        )}
      </div>
      {asksHistory && <FileHistory projectId={projectId} file={file} onClose={() => setAsksHistory(false)} />}
    </section>
  )
}

/** Saves wherever the focus is, in place of the browser, which would save the page. */
function useSaveKey(save: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isMod(event) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 's' || event.defaultPrevented) return
      event.preventDefault()
      save()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}

interface BodyProps {
  projectId: string
  file: FileOut
  line: number | undefined
  isFixed: boolean
  onSave: () => void
}

function Body({ projectId, file, line, isFixed, onSave }: BodyProps) {
  const draft = useDraft(projectId, file.path)
  /** The editor's text is its own; it begins anew only when what is saved is another text, and nothing was typed. */
  const [shown, setShown] = useState({ text: draft?.text ?? file.content, times: 0 })
  const [typed, setTyped] = useState(shown.text)
  if (!draft && typed !== file.content) {
    setShown({ text: file.content, times: shown.times + 1 })
    setTyped(file.content)
  }
  if (file.encoding !== 'utf-8') return <NoText file={file} />
  const change = (text: string) => {
    setTyped(text)
    keepDraft(projectId, file.path, text === file.content ? null : { text, base: draft?.base ?? file.version })
  }
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <Editor key={`${shown.times} ${isFixed}`} path={file.path} text={shown.text} line={line} isFixed={isFixed} onChange={change} onSave={onSave} />
    </Suspense>
  )
}

const PICTURES: Record<string, string> = { gif: 'image/gif', ico: 'image/x-icon', jpeg: 'image/jpeg', jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' }

function NoText({ file }: { file: FileOut }) {
  const type = PICTURES[file.path.slice(file.path.lastIndexOf('.') + 1).toLowerCase()]
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 bg-sunken p-6">
      {type && <img src={`data:${type};base64,${file.content}`} alt={file.path} className="max-h-[70%] max-w-full rounded-md border bg-raised" />}
      <p className="text-sm text-muted">Binary file. It cannot be edited here.</p>
    </div>
  )
}

function EditorSkeleton() {
  return (
    <Loading label="Opening the file" className="h-full bg-editor px-5 py-4">
      {[62, 38, 74, 50, 58, 30].map((width) => (
        <div key={width} style={{ width: `${width}%` }}>
          <Skeleton className="mb-2.5 h-3.5" />
        </div>
      ))}
    </Loading>
  )
}

interface MenuProps {
  projectId: string
  file: TreeFile
  loaded: FileOut | undefined
  isDirty: boolean
  onMoved: Props['onMoved']
}

function FileMenu({ projectId, file, loaded, isDirty, onMoved }: MenuProps) {
  const [asked, setAsked] = useState<'move' | 'delete' | null>(null)
  const client = useQueryClient()
  const remove = async () => {
    await of(
      aibuild.DELETE('/aibuild/v1/projects/{project_id}/files/{file_id}', {
        params: { path: { project_id: projectId, file_id: file.id }, header: { 'if-match': `"${file.version}"` } },
      }),
    )
    keepDraft(projectId, file.path, null)
    onMoved(undefined)
    await editedFiles(client, projectId)
  }
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" square aria-label="More actions for this file">
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem icon={<Undo2 aria-hidden />} disabled={!isDirty} onSelect={() => keepDraft(projectId, file.path, null)}>
          Discard unsaved changes
        </MenuItem>
        <MenuItem icon={<FolderInput aria-hidden />} disabled={!loaded || isDirty} onSelect={() => setAsked('move')}>
          Rename or move
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsked('delete')}>
          Delete
        </MenuItem>
      </Menu>
      {asked === 'move' && loaded && <MoveFile projectId={projectId} file={loaded} onClose={() => setAsked(null)} onMoved={onMoved} />}
      <Confirm open={asked === 'delete'} onClose={() => setAsked(null)} title="Delete this file?" action="Delete" onConfirm={remove}>
        <code className="font-mono break-all">{file.path}</code> is removed from the current revision. Earlier revisions still have it.
      </Confirm>
    </>
  )
}
