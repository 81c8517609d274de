import { expect, it, vi } from 'vitest'

vi.mock('@/shell/root', () => ({ rootRoute: {} }))
vi.mock('@/api/session', () => ({ sessionQuery: {} }))

const { validateSearch } = await import('./routes')

it('goes on to addresses of the console, with all that they have', () => {
  expect(validateSearch({ next: '/projects/proj_1/files?path=a.py#L3' }).next).toBe('/projects/proj_1/files?path=a.py#L3')
})

it.each(['https://example.org/', '//example.org', '/\\example.org', '/\t/example.org', 'javascript:alert(1)', '', 7, null])(
  'goes nowhere else: %j',
  (next) => {
    const found = validateSearch({ next })
    expect(found).toHaveProperty('next', undefined)
  },
)
