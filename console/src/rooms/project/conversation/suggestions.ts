import type { PlanOut } from '../spec/PlanParts'

const MOST = 3

/** What could be asked for next of an application as it is: each names something that it does not have yet. */
export function suggestionsFor({ records, primary }: Pick<PlanOut, 'records' | 'primary'>): string[] {
  const [main] = records
  if (!main) return []
  const many = main.label.toLowerCase()
  const has = (type: string) => main.fields.some((field) => field.type === type)
  const all = [
    !main.fields.some((field) => field.label === 'Priority') && `Add a priority to ${many}: low, medium, high`,
    !has('image') && `Add a photo to ${many}`,
    !has('date') && `Add a due date to ${many}`,
    primary !== '#00008b' && 'Make it dark blue',
  ]
  return all.filter((words) => words !== false).slice(0, MOST)
}
