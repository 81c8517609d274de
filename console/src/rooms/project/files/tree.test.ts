import { expect, test } from 'vitest'
import { foldersOf, rowsOf } from './tree'

const PATHS = ['README.md', 'backend/app/main.py', 'backend/app/models.py', 'backend/tests/test_2.py', 'backend/tests/test_10.py', 'web/App.tsx']
const shown = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => `${'  '.repeat(row.depth)}${row.name}${row.isFolder ? '/' : ''}`)

test('closed folders hide what is in them, and come before files', () => {
  expect(shown(rowsOf(PATHS, new Set()))).toEqual(['backend/', 'web/', 'README.md'])
})

test('open folders show their files in the order of their numbers', () => {
  expect(shown(rowsOf(PATHS, new Set(['backend', 'backend/tests'])))).toEqual([
    'backend/',
    '  app/',
    '  tests/',
    '    test_2.py',
    '    test_10.py',
    'web/',
    'README.md',
  ])
})

test('a filter opens the way to what it finds and hides the rest', () => {
  expect(shown(rowsOf(PATHS, new Set(), 'MODELS'))).toEqual(['backend/', '  app/', '    models.py'])
})

test('the folders of a path are all those above it', () => {
  expect(foldersOf('a/b/c.py')).toEqual(['a', 'a/b'])
  expect(foldersOf('c.py')).toEqual([])
})
