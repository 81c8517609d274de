import { expect, it } from 'vitest'
import { pace } from './pace'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const due = (nextAttemptAt: string) => ({ status: 'pending', nextAttemptAt }) as const

it('asks at once while something is sent, seldom while it waits, and never when all is over', () => {
  const over = { status: 'delivered', nextAttemptAt: null } as const
  expect(pace([], NOW)).toBe(false)
  expect(pace([over], NOW)).toBe(false)
  expect(pace([over, { status: 'sending', nextAttemptAt: null }], NOW)).toBe(500)
  expect(pace([due('2026-11-22T09:59:00Z')], NOW)).toBe(500)
  expect(pace([due('2026-11-22T10:00:05Z')], NOW)).toBe(2_000)
  expect(pace([due('2026-11-22T11:00:00Z')], NOW)).toBe(10_000)
  expect(pace([due('2026-11-22T11:00:00Z'), due('2026-11-22T10:00:01Z')], NOW)).toBe(500)
})
