import { expect, it } from 'vitest'
import { type LogLine, type Operation, type Watched, watched } from './operations'

const line = (number: number): LogLine => ({ number, at: '2026-11-21T12:00:00Z', level: 'info', phase: null, text: `line ${number}` })
const operation = (status: string) => ({ id: 'op_1', status }) as Operation
const start: Watched = { operation: null, log: [], link: 'connecting', error: null }

it('a stream that begins anew after a lost connection repeats no line', () => {
  const told = [1, 2, 1, 2, 3].map((number) => ({ what: 'log', line: line(number) }) as const)
  expect(told.reduce(watched, start).log.map((item) => item.number)).toEqual([1, 2, 3])
})

it('what has ended stays so, whatever the connection does', () => {
  const ended = watched(start, { what: 'operation', operation: operation('succeeded') })
  expect(watched(ended, { what: 'link', link: 'reconnecting' }).link).toBe('ended')
})

it('another operation begins with nothing of the one before', () => {
  const seen = watched(start, { what: 'log', line: line(1) })
  expect(watched(seen, { what: 'another' })).toEqual(start)
})
