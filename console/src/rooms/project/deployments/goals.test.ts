import { expect, it } from 'vitest'
import type { Deployment } from '../queries'
import { goalsIn } from './goals'

const deployment = (id: string, revision: number, more: Partial<Deployment> = {}) =>
  ({ id, revision, environment: 'production', status: 'stopped', artifactUrl: 'http://127.0.0.1:20000', ...more }) as Deployment

it('one rolls back to what has been live in that environment, to each revision once', () => {
  const all = [
    deployment('e', 3, { status: 'ready' }),
    deployment('d', 2),
    deployment('c', 2),
    deployment('b', 1, { status: 'failed' }),
    deployment('a', 1, { environment: 'preview' }),
    deployment('z', 3),
  ]
  expect(goalsIn('production', all).map((item) => item.id)).toEqual(['d'])
})

it('nothing is rolled back where nothing serves', () => {
  expect(goalsIn('production', [deployment('b', 2), deployment('a', 1)])).toEqual([])
})
