import type { Ai } from '@/api/client'
import type { Tone } from '@/ui'

type Status = Ai['DeliveryOut']['status']

interface Shown {
  label: string
  tone: Tone
  live?: boolean
}

/** How a delivery stands. */
export const STATUSES: Readonly<Record<Status, Shown>> = {
  pending: { label: 'Waiting', tone: 'info' },
  sending: { label: 'Sending', tone: 'info', live: true },
  delivered: { label: 'Delivered', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Called off', tone: 'neutral' },
}

/** It waits, after an attempt that failed. */
export const AGAIN: Shown = { label: 'Trying again', tone: 'warn' }

const FAILURES: Readonly<Record<string, string>> = {
  invalid_request: 'The request could not be made',
  refused_address: 'The address is private, which is refused',
  unresolvable: 'The host has no address',
  unreachable: 'Nothing answers there',
  tls: 'The certificate is not valid',
  timeout: 'No answer in time',
  broken_off: 'The connection broke off',
  answer_invalid: 'The answer was not HTTP',
  answer_too_large: 'The answer was too large',
}

export const failure = (code: string) => FAILURES[code] ?? code

const REASONS: Readonly<Record<string, string>> = {
  gone: 'The URL answered “410 Gone”, so Millwright stopped telling it.',
  failing: 'Every delivery failed for days, so Millwright stopped telling it.',
}

/** Why it is told nothing. */
export const whyDisabled = (reason: string | null) => (reason === null ? 'Somebody disabled it.' : (REASONS[reason] ?? reason))

/** JSON as people read it; anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
