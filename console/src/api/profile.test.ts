import { expect, test } from 'vitest'
import { refusal } from './profile'

test('who has all that an action needs is not refused', () => {
  expect(refusal({ role: 'member', scopes: ['projects:read', 'projects:write'] }, ['projects:write'])).toBeUndefined()
})

test('who lacks one of them is told what they are', () => {
  const manager = { role: 'project-manager' as const, scopes: ['projects:write' as const] }
  expect(refusal(manager, ['projects:write', 'members:write'])).toMatch(/^Project managers may not do this/)
})

test('nobody is refused before it is known who they are', () => {
  expect(refusal(undefined, ['projects:write'])).toBeUndefined()
})
