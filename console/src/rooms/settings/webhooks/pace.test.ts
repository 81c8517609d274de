import { expect, it } from 'vitest'
import { pace, patientPace } from './pace'

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

it.each([
  { status: 'sending', nextAttemptAt: null } as const,
  due('2026-11-22T09:59:00Z'),
])('what is stuck is asked for seldom after 20 seconds, and at once again when something happens: %o', (stuck) => {
  const ask = patientPace()
  const it = { ...stuck, id: 'dlv_1', attempts: 1 }
  expect(ask([it], NOW)).toBe(500)
  expect(ask([it], NOW + 19_500)).toBe(500)
  expect(ask([it], NOW + 20_000)).toBe(5_000)
  expect(ask([it], NOW + 600_000)).toBe(5_000)
  expect(ask([{ ...it, attempts: 2 }], NOW + 605_000)).toBe(500)
  expect(ask([], NOW + 606_000)).toBe(false)
})
