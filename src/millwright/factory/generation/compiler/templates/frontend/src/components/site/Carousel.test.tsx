import { fireEvent, render, screen } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, test } from 'vitest'
import { Carousel } from './Carousel'

const rows = ['One', 'Two', 'Three'].map((title, place) => ({ id: place + 1, title }))
const kind = {
  records: { many: 'Posts', publicPath: '/posts', title: (row: { title: string }) => row.title, list: async () => ({ items: rows }) },
  face: () => ({}),
}

test('a swipe to the left shows the next slide, one to the right the one before, and a press none', async () => {
  const Component = () => <Carousel kind={kind as never} limit={3} />
  render(<RouterProvider router={createMemoryRouter([{ path: '/', Component }])} />)
  const slide = await screen.findByRole('group', { name: '1 of 3' })
  const swipe = (from: number, to: number) => {
    fireEvent.pointerDown(slide, { clientX: from })
    fireEvent.pointerUp(slide, { clientX: to })
  }
  swipe(200, 60)
  expect(screen.getByRole('link', { name: 'Two' })).toBeTruthy()
  swipe(60, 65)
  expect(screen.getByRole('link', { name: 'Two' })).toBeTruthy()
  swipe(60, 200)
  expect(screen.getByRole('link', { name: 'One' })).toBeTruthy()
})
