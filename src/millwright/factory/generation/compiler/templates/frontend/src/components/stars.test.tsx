import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Stars, StarsField } from './stars'

test('a rating is said in words', () => {
  render(<Stars of={4} />)
  expect(screen.getByRole('img')).toHaveAccessibleName('4 of 5 stars')
})

test('a star is chosen, and a fault is tied to the stars', () => {
  const onChange = vi.fn()
  render(<StarsField label="Rating" name="rating" value={2} error="Choose one." onChange={onChange} />)
  expect(screen.getByRole('radio', { name: '2 stars' })).toBeChecked()
  fireEvent.click(screen.getByRole('radio', { name: '5 stars' }))
  expect(onChange).toHaveBeenCalledWith(5)
  expect(screen.getByRole('group', { name: 'Rating' })).toHaveAccessibleDescription('Choose one.')
})
