import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Expires } from './Expires'

test.each([
  [-3, 'Expired'],
  [1.5, '2 days left'],
  [40, null],
])('what expires in %s days says: %s', (days, said) => {
  const on = new Date(Date.now() + days * 86_400_000).toISOString()
  render(<Expires on={on} open>{'the day'}</Expires>)
  expect(screen.queryByText(/Expired|left/)?.textContent ?? null).toBe(said)
})
