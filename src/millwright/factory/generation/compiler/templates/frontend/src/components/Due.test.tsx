import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Due } from './Due'

const today = new Date().toLocaleDateString('sv')

test.each([
  ['2020-04-09', true, true],
  ['2020-04-09T10:00:00Z', true, true],
  ['2020-04-09', false, false],
  [today, true, false],
  ['2931-04-09T10:00:00Z', true, false],
])('what was due on %s and is open: %s is overdue: %s', (by, open, overdue) => {
  render(<Due by={by} open={open}>{'the day'}</Due>)
  expect(screen.getByText('the day')).toBeInTheDocument()
  expect(screen.queryByText('Overdue') !== null).toBe(overdue)
})
