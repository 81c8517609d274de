import type { Operation } from '@/api/operations'

type Result = Operation['result']
export type Json = Record<string, unknown>

/** The objects of a list of a result; results are of many kinds, so what is there is looked at, not believed. */
export function listed<T>(result: Result, name: string, read: (item: Json) => T | null): T[] {
  return all(result, name).flatMap((item: unknown) => (typeof item === 'object' && item !== null ? (read(item as Json) ?? []) : []))
}

function all(result: Result, name: string): unknown[] {
  const found = result?.[name]
  return Array.isArray(found) ? found : []
}

const words = (result: Result, name: string) => all(result, name).filter((item) => typeof item === 'string')
const number = (value: unknown) => (typeof value === 'number' ? value : 0)
const counted = (count: number, one: string, many: string) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`])
const LISTS = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** What was made or changed, a sentence each: the records and roles of an application, or the changes of a refinement. */
export function madeBy(result: Result): string[] {
  const changes = listed(result, 'changes', ({ text }) => (typeof text === 'string' ? text : null))
  const records = words(result, 'records')
  const roles = words(result, 'roles')
  const keeps = records.length > 0 ? [`Keeps ${LISTS.format(records.map((label) => label.toLowerCase()))}`] : []
  const signIn = roles.length > 0 ? [`${LISTS.format(roles)} ${roles.length === 1 ? 'signs' : 'sign'} in`] : []
  return [...changes, ...keeps, ...signIn]
}

/** How much it was, and how it was proved: "19 files, 123 tests pass, 12 pages opened". */
export function provedBy(result: Result): string {
  const tests = result?.tests
  const passed = typeof tests === 'object' && tests !== null ? number((tests as Json).passed) : 0
  const touched = number(result?.filesAdded) + number(result?.filesModified) + number(result?.filesRemoved)
  return [
    ...counted(number(result?.files), 'file', 'files'),
    ...counted(touched, 'file changed', 'files changed'),
    ...counted(passed, 'test passes', 'tests pass'),
    ...counted(number(result?.pages), 'page opened', 'pages opened'),
  ].join(', ')
}
