import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { TextList } from './TextList'

test('several lines are a list, without the marks that people typed', () => {
  render(<TextList of={'- Flour\n\n• 2 eggs\n3. Milk\n- Milk'} />)
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Flour', '2 eggs', 'Milk', 'Milk'])
})

test('steps are counted, and one line stays a sentence', () => {
  const { container, rerender } = render(<TextList of={'Mix\nBake'} numbered />)
  expect(container.querySelector('ol')).toBeInTheDocument()
  rerender(<TextList of="- Mix, then bake." numbered />)
  expect(container).toHaveTextContent('- Mix, then bake.')
  expect(screen.queryByRole('listitem')).toBeNull()
})
