import clsx from 'clsx'
import { ChevronRight, File, FilePlus2, Folder, FolderOpen } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Button, SearchBox, Tooltip } from '@/ui'
import { foldersOf, rowsOf, type TreeRow } from './tree'

interface Props {
  paths: readonly string[]
  chosen: string | undefined
  unsaved: ReadonlySet<string>
  onChoose: (path: string) => void
  /** Absent for whoever may not make one. */
  onCreate: (() => void) | undefined
}

const PATIENCE = 700

/** The files in their folders. Arrows move and open, letters find, Enter opens a file; the box above filters. */
export function FileTree({ paths, chosen, unsaved, onChoose, onCreate }: Props) {
  const [filter, setFilter] = useState('')
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(chosen === undefined ? sourceFolders(paths) : foldersOf(chosen)))
  const [seen, setSeen] = useState(chosen)
  if (chosen !== seen) {
    setSeen(chosen)
    if (chosen) setOpen(new Set([...open, ...foldersOf(chosen)]))
  }
  const rows = useMemo(() => rowsOf(paths, open, filter), [paths, open, filter])
  const toggle = (path: string, next: boolean) => {
    const changed = new Set(open)
    if (next) changed.add(path)
    else changed.delete(path)
    setOpen(changed)
  }
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-12 shrink-0 items-center gap-1 border-b px-2">
        <SearchBox label="Filter files" value={filter} onChange={setFilter} className="grow" />
        {onCreate && (
          <Tooltip label="New file">
            <Button look="quiet" square aria-label="New file" onClick={onCreate}>
              <FilePlus2 aria-hidden className="size-4" />
            </Button>
          </Tooltip>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="px-4 py-6 text-sm text-muted">{filter ? 'No matching files.' : 'No files yet.'}</p>
      ) : (
        <Rows rows={rows} open={open} isFiltered={filter.trim() !== ''} chosen={chosen} unsaved={unsaved} onToggle={toggle} onChoose={onChoose} />
      )}
    </div>
  )
}

const SOURCES = /(^|\/)(app|src)$/

/** Where the code is that people read first; tests, migrations and assets stay folded. */
const sourceFolders = (paths: readonly string[]) => paths.flatMap(foldersOf).flatMap((path) => (SOURCES.test(path) ? [...foldersOf(path), path] : []))

interface RowsProps extends Pick<Props, 'chosen' | 'unsaved' | 'onChoose'> {
  rows: readonly TreeRow[]
  open: ReadonlySet<string>
  isFiltered: boolean
  onToggle: (path: string, open: boolean) => void
}

function Rows({ rows, open, isFiltered, chosen, unsaved, onToggle, onChoose }: RowsProps) {
  const [current, setCurrent] = useState(chosen)
  const list = useRef<HTMLDivElement>(null)
  const typed = useRef({ letters: '', at: 0 })
  const active = rows.some((row) => row.path === current) ? current : (rows.find((row) => row.path === chosen) ?? rows[0])?.path
  const isOpen = (row: TreeRow) => row.isFolder && (isFiltered || open.has(row.path))

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const focus = (row: TreeRow | undefined) => {
    if (!row) return
    setCurrent(row.path)
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)?.focus()
  }
  const press = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => row.path === active)
    const row = rows[at]
    if (!row || event.metaKey || event.ctrlKey || event.altKey) return
    const done = moves(event.key, at, row)
    if (done || find(event.key, at)) event.preventDefault()
  }
  const moves = (key: string, at: number, row: TreeRow): boolean => {
    switch (key) {
      case 'ArrowDown':
        focus(rows[at + 1])
        return true
      case 'ArrowUp':
        focus(rows[at - 1])
        return true
      case 'Home':
        focus(rows[0])
        return true
      case 'End':
        focus(rows.at(-1))
        return true
      case 'ArrowRight':
        if (row.isFolder && !isOpen(row)) onToggle(row.path, true)
        else if (row.isFolder) focus(rows[at + 1])
        return true
      case 'ArrowLeft':
        if (isOpen(row)) onToggle(row.path, false)
        else focus(rows.find((item) => item.path === foldersOf(row.path).at(-1)))
        return true
      case 'Enter':
      case ' ':
        act(row)
        return true
      default:
        return false
    }
  }
  const find = (key: string, at: number): boolean => {
    if (key.length !== 1) return false
    const now = Date.now()
    typed.current = { letters: (now - typed.current.at < PATIENCE ? typed.current.letters : '') + key.toLowerCase(), at: now }
    const { letters } = typed.current
    const from = letters.length === 1 ? at + 1 : at
    focus([...rows.slice(from), ...rows.slice(0, from)].find((row) => row.name.toLowerCase().startsWith(letters)))
    return true
  }
  const act = (row: TreeRow) => {
    setCurrent(row.path)
    if (row.isFolder) onToggle(row.path, !isOpen(row))
    else onChoose(row.path)
  }
  return (
    <div ref={list} role="tree" aria-label="Files" tabIndex={-1} onKeyDown={press} className="min-h-0 grow overflow-auto py-1.5 outline-none">
      {rows.map((row) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are the tree's
        <div
          key={row.path}
          role="treeitem"
          aria-level={row.depth + 1}
          aria-expanded={row.isFolder ? isOpen(row) : undefined}
          aria-selected={row.path === chosen}
          aria-label={unsaved.has(row.path) ? `${row.name}, not saved` : undefined}
          tabIndex={row.path === active ? 0 : -1}
          data-path={row.path}
          onClick={() => act(row)}
          onFocus={() => setCurrent(row.path)}
          style={{ paddingLeft: 10 + row.depth * 14 }}
          className={clsx(
            'flex h-7 cursor-default items-center gap-1.5 pr-3 text-sm whitespace-nowrap select-none outline-offset-[-2px] max-sm:h-11',
            row.path === chosen ? 'bg-accent-soft text-accent-ink' : 'text-muted hover:bg-hover hover:text-ink',
          )}
        >
          <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0', !row.isFolder && 'invisible', isOpen(row) && 'rotate-90')} />
          <RowIcon row={row} isOpen={isOpen(row)} />
          <span className={clsx('truncate', row.isFolder && 'text-ink')}>{row.name}</span>
          {unsaved.has(row.path) && <span aria-hidden className="ml-auto size-1.5 shrink-0 rounded-full bg-accent" />}
        </div>
      ))}
    </div>
  )
}

function RowIcon({ row, isOpen }: { row: TreeRow; isOpen: boolean }) {
  const Icon = row.isFolder ? (isOpen ? FolderOpen : Folder) : File
  return <Icon aria-hidden className="size-3.5 shrink-0 opacity-70" />
}
