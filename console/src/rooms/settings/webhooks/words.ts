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
  pending: { label: 'Pending', tone: 'info' },
  sending: { label: 'Sending', tone: 'info', live: true },
  delivered: { label: 'Delivered', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}

/** It waits, after an attempt that failed. */
export const AGAIN: Shown = { label: 'Retrying', tone: 'warn' }

const FAILURES: Readonly<Record<string, string>> = {
  invalid_request: 'The request could not be sent',
  refused_address: 'Private addresses are refused',
  unresolvable: 'The host name could not be resolved',
  unreachable: 'Could not connect',
  tls: 'The certificate is not valid',
  timeout: 'Timed out',
  broken_off: 'The connection was closed',
  answer_invalid: 'The response was not HTTP',
  answer_too_large: 'The response was too large',
}

export const failure = (code: string) => FAILURES[code] ?? code

const REASONS: Readonly<Record<string, string>> = {
  gone: 'The URL answered “410 Gone”, so Millwright disabled it.',
  failing: 'Every delivery failed for days, so Millwright disabled it.',
}

/** Why it is told nothing. */
export const whyDisabled = (reason: string | null) => (reason === null ? 'Disabled by a member.' : (REASONS[reason] ?? reason))

/** JSON as people read it; anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
