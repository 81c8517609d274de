/** Days are texts (`2031-04-09`) on the clock of the person who looks. */

const dayName = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const shortWeekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })

/** The day of a date. */
export function dayOf(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${day}`
}

/** Midnight at the beginning of a day. */
export function dateOf(day: string): Date {
  return new Date(`${day}T00:00`)
}

export function today(): string {
  return dayOf(new Date())
}

export function addDays(day: string, days: number): string {
  const date = dateOf(day)
  date.setDate(date.getDate() + days)
  return dayOf(date)
}

/** The first day of the month that lies so many months away. */
export function addMonths(day: string, months: number): string {
  const date = dateOf(day)
  return dayOf(new Date(date.getFullYear(), date.getMonth() + months, 1))
}

/** The Monday of the week. */
export function mondayOf(day: string): string {
  return addDays(day, -((dateOf(day).getDay() + 6) % 7))
}

/** The seven days from a Monday on. */
export function weekOf(day: string): string[] {
  const monday = mondayOf(day)
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

/** The weeks that a month has days in. */
export function weeksOf(day: string): string[][] {
  const first = mondayOf(addMonths(day, 0))
  const next = addMonths(day, 1)
  const weeks: string[][] = []
  for (let monday = first; monday < next; monday = addDays(monday, 7)) weeks.push(weekOf(monday))
  return weeks
}

/** "Monday", "Tuesday" … as short as people write them. */
export function weekdays(): string[] {
  return weekOf(today()).map((day) => shortWeekday.format(dateOf(day)))
}

export function formatDay(day: string): string {
  return dayName.format(dateOf(day))
}

export function formatMonth(day: string): string {
  return monthName.format(dateOf(day))
}

/** The time of day of a moment. */
export function formatClock(moment: string): string {
  return clock.format(new Date(moment))
}
