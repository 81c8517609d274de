import { expect, test } from 'vitest'
import { parseUnified, sideBySide } from './unified'

const DIFF = '--- a/x.py\n+++ b/x.py\n@@ -3,4 +3,5 @@ def f():\n same\n-old one\n-old two\n+new one\n+-- not a header\n+new three\n end\n'

test('lines of a difference have the numbers of either side', () => {
  const lines = parseUnified(DIFF)
  expect(lines.map((line) => [line.kind, line.before, line.after])).toEqual([
    ['hunk', null, null],
    ['same', 3, 3],
    ['deleted', 4, null],
    ['deleted', 5, null],
    ['added', null, 4],
    ['added', null, 5],
    ['added', null, 6],
    ['same', 6, 7],
  ])
  expect(lines[5]?.text).toBe('-- not a header')
})

test('what was deleted stands beside what took its place', () => {
  const rows = sideBySide(parseUnified(DIFF))
  expect(rows.map((row) => [row.left?.text ?? null, row.right?.text ?? null]).slice(1)).toEqual([
    ['same', 'same'],
    ['old one', 'new one'],
    ['old two', '-- not a header'],
    [null, 'new three'],
    ['end', 'end'],
  ])
})
