import { render, screen } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, test } from 'vitest'
import { Timeline } from './Timeline'

const rows = [
  { id: 1, title: 'Founded', year: 1962 },
  { id: 2, title: 'Rebuilt', year: 1984 },
]
const kind = {
  records: { publicPath: '/history', title: (row: { title: string }) => row.title },
  face: (row: { year: number }) => ({ date: String(row.year), summary: 'With many hands.' }),
}

test('a timeline tells of each when it was, and leads to its page', () => {
  const Component = () => <Timeline kind={kind as never} rows={rows as never} />
  render(<RouterProvider router={createMemoryRouter([{ path: '/', Component }])} />)
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent?.slice(0, 4))).toEqual(['1962', '1984'])
  expect(screen.getByRole('link', { name: 'Rebuilt' })).toHaveAttribute('href', '/history/2')
})
