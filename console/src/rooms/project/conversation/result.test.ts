import { expect, it } from 'vitest'
import { madeBy, provedBy } from './result'

it('tells the records and roles of an application that was made', () => {
  const result = { records: ['Repairs', 'Spare parts'], roles: ['Owner'], files: 98, tests: { passed: 123 }, pages: 12 }
  expect(madeBy(result)).toEqual(['Keeps repairs and spare parts', 'Owner signs in'])
  expect(provedBy(result)).toBe('98 files, 123 tests pass, 12 pages opened')
})

it('tells what a change changed', () => {
  const result = { changes: [{ text: 'Repairs get Priority' }, {}], filesAdded: 1, filesModified: 0, filesRemoved: 0 }
  expect(madeBy(result)).toEqual(['Repairs get Priority'])
  expect(provedBy(result)).toBe('1 file changed')
})

it('believes nothing of a result', () => {
  for (const result of [null, {}, { changes: 'all', records: [1], tests: null, files: '9' }]) {
    expect(madeBy(result)).toEqual([])
    expect(provedBy(result)).toBe('')
  }
})
