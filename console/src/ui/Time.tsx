import { useEffect, useState } from 'react'

const STEPS: readonly [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [3600, 'minute'],
  [86_400, 'hour'],
  [604_800, 'day'],
]
const SECONDS: Partial<Record<Intl.RelativeTimeFormatUnit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 }
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** How long ago or how soon, in few words; a date for what is further than a week. */
export function ago(instant: string, now = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000
  const distance = Math.abs(seconds)
  if (seconds <= 0 && distance < 60) return 'just now'
  if (distance < 10) return 'now'
  const [, unit] = STEPS.find(([limit]) => distance < limit) ?? [0, null]
  if (unit === null) return day.format(new Date(instant))
  return relative.format(Math.round(seconds / (SECONDS[unit] ?? 1)), unit).replace('.', '')
}

/** 8 s, 1 min 20 s. */
export function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`
  if (value < 60) return `${Math.round(value)} s`
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`
}

/** An instant, told as how long ago; the exact one is its title. */
export function Time({ at, className }: { at: string; className?: string }) {
  const [, again] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => again((n) => n + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={exact.format(new Date(at))} className={className}>
      {ago(at)}
    </time>
  )
}
