import type { Ai } from '@/api/client'

type Known = Pick<Ai['DeliveryOut'], 'status' | 'nextAttemptAt'>

const AT_ONCE = 500
const SOON = 2_000
const LATER = 10_000

const isUnderWay = ({ status }: Known) => status === 'pending' || status === 'sending'

/**
 * In how many milliseconds to ask how deliveries stand: at once while something is being sent, seldom while all wait
 * for their next attempt, never when all are over.
 */
export function pace(deliveries: readonly Known[], now = Date.now()): number | false {
  const underWay = deliveries.filter(isUnderWay)
  if (underWay.length === 0) return false
  const wait = Math.min(...underWay.map((item) => (item.status === 'sending' ? 0 : Date.parse(item.nextAttemptAt ?? '') - now || 0)))
  if (wait < SOON) return AT_ONCE
  return wait < LATER ? SOON : LATER
}
