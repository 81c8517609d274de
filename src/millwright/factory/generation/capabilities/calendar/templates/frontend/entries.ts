import { addDays, dayOf } from './days'

/** Something that stands in a calendar; one that lasts stands on each of its days. */
export interface Entry {
  id: number
  title: string
  path: string
  start: string
  end: string
  movable: boolean
}

/** A day as it is, a moment as the day it falls on. */
export function dayIn(value: string): string {
  return value.length === 10 ? value : dayOf(new Date(value))
}

/** The same time of day on another day. */
export function moved(value: string, from: string, to: string): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  if (value.length === 10) return addDays(value, days)
  const date = new Date(value)
  date.setDate(date.getDate() + days)
  return date.toISOString()
}

/** The entries of a day, in the order of their times. */
export function entriesOn(day: string, entries: Entry[]): Entry[] {
  return entries
    .filter(({ start, end }) => dayIn(start) <= day && day <= dayIn(end))
    .sort((one, other) => one.start.localeCompare(other.start))
}
