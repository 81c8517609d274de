import type { Ai } from '@/api/client'

type Known = Pick<Ai['DeliveryOut'], 'status' | 'nextAttemptAt'>
type Followed = Known & Pick<Ai['DeliveryOut'], 'id' | 'attempts'>

const AT_ONCE = 500
const SOON = 2_000
const LATER = 10_000
const STUCK = 5_000

/** In milliseconds; what is still under way after it will not be told to the moment. */
const PATIENCE = 20_000

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

/** As `pace`, but slower once the same has been under way for long: what is stuck must not use up somebody's requests. */
export function patientPace() {
  let seen = ''
  let since = 0
  return (deliveries: readonly Followed[], now = Date.now()): number | false => {
    const next = pace(deliveries, now)
    const underWay = deliveries.filter(isUnderWay).map(({ id, status, attempts }) => `${id} ${status} ${attempts}`)
    const state = next === AT_ONCE ? underWay.join() : ''
    if (state !== seen) [seen, since] = [state, now]
    return next === AT_ONCE && now - since >= PATIENCE ? STUCK : next
  }
}
