/** A row of the tree as it is shown: a folder or a file, and how deep. */
export interface TreeRow {
  path: string
  name: string
  depth: number
  isFolder: boolean
}

interface Folder {
  folders: Map<string, Folder>
  files: string[]
}

const newFolder = (): Folder => ({ folders: new Map(), files: [] })
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare

/**
 * The rows that are to be seen: folders before files, within a folder by name; what is in a folder only where it is
 * open. With a filter, the files whose path has its letters, all folders on the way being open.
 */
export function rowsOf(paths: readonly string[], open: ReadonlySet<string>, filter = ''): TreeRow[] {
  const sought = filter.trim().toLowerCase()
  const kept = sought ? paths.filter((path) => path.toLowerCase().includes(sought)) : paths
  const rows: TreeRow[] = []
  const walk = (folder: Folder, at: string, depth: number) => {
    for (const name of [...folder.folders.keys()].sort(byName)) {
      const path = at + name
      const below = folder.folders.get(name)
      rows.push({ path, name, depth, isFolder: true })
      if (below && (sought || open.has(path))) walk(below, `${path}/`, depth + 1)
    }
    for (const name of [...folder.files].sort(byName)) rows.push({ path: at + name, name, depth, isFolder: false })
  }
  walk(nested(kept), '', 0)
  return rows
}

function nested(paths: readonly string[]): Folder {
  const root = newFolder()
  for (const path of paths) {
    const parts = path.split('/')
    const file = parts.pop()
    let at = root
    for (const part of parts) {
      const next = at.folders.get(part) ?? newFolder()
      at.folders.set(part, next)
      at = next
    }
    if (file) at.files.push(file)
  }
  return root
}

/** The folders that must be open for a path to be seen. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}
