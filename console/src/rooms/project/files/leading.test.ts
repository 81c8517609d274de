import { expect, it } from 'vitest'
import { leadsTo } from './leading'

it('a link leads to a file beside the one it is in, or out', () => {
  expect(leadsTo('../backend/README.md#run', 'docs/start.md')).toEqual({ path: 'backend/README.md' })
  expect(leadsTo('/LICENSE', 'docs/start.md')).toEqual({ path: 'LICENSE' })
  expect(leadsTo('https://example.org/a', 'README.md')).toEqual({ url: 'https://example.org/a' })
})

it('a link leads nowhere else', () => {
  for (const link of ['javascript:alert(1)', 'JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', '//example.org', '../../etc', '#top', ''])
    expect(leadsTo(link, 'README.md')).toBeNull()
  expect(leadsTo(' javascript:alert(1)', 'README.md')).not.toHaveProperty('url')
})
