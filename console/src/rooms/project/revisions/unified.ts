/** A line of a unified diff with its numbers on either side; `hunk` lines say where a part begins. */
export interface Line {
  kind: 'same' | 'added' | 'deleted' | 'hunk'
  text: string
  before: number | null
  after: number | null
}

/** A row of two columns; a side is null where the other one has a line more. */
export interface Row {
  left: Line | null
  right: Line | null
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/

/** Reads a unified diff of one file; headers of files and remarks are left out. */
export function parseUnified(diff: string): Line[] {
  const lines: Line[] = []
  let before = 0
  let after = 0
  let isWithin = false
  for (const raw of diff.split('\n')) {
    const hunk = HUNK.exec(raw)
    if (hunk) {
      before = Number(hunk[1])
      after = Number(hunk[2])
      isWithin = true
      lines.push({ kind: 'hunk', text: `Line ${after}${hunk[3] ? ` · ${hunk[3]}` : ''}`, before: null, after: null })
      continue
    }
    if (!isWithin || raw === '') continue
    const text = raw.slice(1)
    if (raw[0] === '+') lines.push({ kind: 'added', text, before: null, after: after++ })
    else if (raw[0] === '-') lines.push({ kind: 'deleted', text, before: before++, after: null })
    else if (raw[0] === ' ') lines.push({ kind: 'same', text, before: before++, after: after++ })
  }
  return lines
}

/** Puts what was deleted beside what took its place. */
export function sideBySide(lines: readonly Line[]): Row[] {
  const rows: Row[] = []
  let deleted: Line[] = []
  let added: Line[] = []
  const flush = () => {
    for (let at = 0; at < Math.max(deleted.length, added.length); at++) rows.push({ left: deleted[at] ?? null, right: added[at] ?? null })
    deleted = []
    added = []
  }
  for (const line of lines) {
    if (line.kind === 'deleted') {
      if (added.length > 0) flush()
      deleted.push(line)
    } else if (line.kind === 'added') added.push(line)
    else {
      flush()
      rows.push({ left: line, right: line })
    }
  }
  flush()
  return rows
}
