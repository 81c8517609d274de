import { expect, it } from 'vitest'
import { within } from './within'

const ORIGIN = 'http://127.0.0.1:4100'

it.each([
  ['/books?page=2#last', '/books?page=2#last'],
  ['books', '/books'],
  ['https://evil.example/books', '/books'],
  ['//evil.example/books', '/books'],
])('%s is a page of the application', (typed, path) => {
  expect(within(ORIGIN, typed)).toBe(path)
})

it.each(['x:0@evil.example/', 'x:.evil.example/', 'mailto:a@evil.example', 'javascript:alert(1)', 'data:text/html,x', 'http://', ''])(
  '%s is the first page',
  (typed) => {
    expect(within(ORIGIN, typed)).toBe('/')
  },
)

it('nothing leads away from the application', () => {
  for (const typed of ['https://a//evil.example', '/\\evil.example', '\\\\evil.example', 'file:////evil.example', '@evil.example', ':80@evil.example'])
    expect(new URL(ORIGIN + within(ORIGIN, typed)).origin).toBe(ORIGIN)
})
