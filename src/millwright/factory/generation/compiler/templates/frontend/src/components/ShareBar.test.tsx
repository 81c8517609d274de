import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ShareBar } from './ShareBar'

test('a share is told as a bar and a number, which may pass the whole', () => {
  render(<ShareBar of={120.4} label="Raised" />)
  expect(screen.getByRole('progressbar', { name: 'Raised' }).getAttribute('aria-valuenow')).toBe('100')
  expect(screen.getByText('120 %')).toBeDefined()
})

test('what has no whole has no bar', () => {
  render(<ShareBar of={null} label="Raised" />)
  expect(screen.queryByRole('progressbar')).toBeNull()
})
