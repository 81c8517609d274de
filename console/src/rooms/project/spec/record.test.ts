import { expect, test } from 'vitest'
import { isAssumed, takesOf, whyAssumed } from './Record'

test('what a field takes is said in words', () => {
  expect(takesOf({ type: 'integer', takes: [], unique: false })).toBe('whole number')
  expect(takesOf({ type: 'text', takes: [], unique: true })).toBe('text, unique')
  expect(takesOf({ type: 'reference', takes: ['Repairs'], unique: false })).toBe('link to Repairs')
  expect(takesOf({ type: 'account', takes: ['Agent'], unique: false })).toBe('person: Agent')
  expect(takesOf({ type: 'account', takes: [], unique: false })).toBe('person who signs in')
})

test('an assumption is known, and says why it was made', () => {
  expect(isAssumed('book repairs online')).toBe(false)
  expect(isAssumed('assumed: members sign in')).toBe(true)
  expect(whyAssumed('assumed, as usual for: bike repair')).toBe('usual for bike repair')
  expect(whyAssumed('assumed: members sign in')).toBe('members sign in')
})
