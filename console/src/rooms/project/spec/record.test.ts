import { expect, test } from 'vitest'
import { isAssumed, takesOf, whyAssumed } from './Record'

test('what a field takes is said in the same words for a plan and a specification', () => {
  expect(takesOf({ type: 'integer', choices: [] })).toBe('whole number')
  expect(takesOf({ type: 'text', choices: [], unique: true })).toBe('text, unique')
  expect(takesOf({ type: 'choice', choices: ['Draft', 'Paid'] })).toBe('Draft · Paid')
  expect(takesOf({ type: 'reference', choices: [], target: 'Repairs' })).toBe('link to Repairs')
})

test('an assumption is known, and says why it was made', () => {
  expect(isAssumed('book repairs online')).toBe(false)
  expect(isAssumed('assumed: members sign in')).toBe(true)
  expect(whyAssumed('assumed, as usual for: bike repair')).toBe('usual for bike repair')
  expect(whyAssumed('assumed: members sign in')).toBe('members sign in')
})
