import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { GroupBy, Grouped } from './Grouped'

vi.mock('./cards', () => ({ Cards: ({ rows }: { rows: { title: string }[] }) => rows.map(({ title }) => title).join(', ') }))

const by = { value: 'glaze', label: 'Glaze', key: (row: { glaze: string }) => row.glaze, heading: (row: { glaze: string }) => row.glaze }

test('rows with the same value stand together under it', () => {
  const rows = [
    { id: 1, title: 'Bowl', glaze: 'Ash' },
    { id: 2, title: 'Cup', glaze: 'Ash' },
    { id: 3, title: 'Jar', glaze: 'Tenmoku' },
  ]
  render(<Grouped kind={{} as never} rows={rows as never} by={by as never} />)
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual(['Ash', 'Tenmoku'])
  expect(screen.getByText('Bowl, Cup')).toBeInTheDocument()
})

test('the list is grouped by what is chosen', () => {
  const choose = vi.fn()
  render(<GroupBy groups={[by, { value: 'year', label: 'Year' }]} chosen="glaze" onChoose={choose} />)
  fireEvent.change(screen.getByLabelText('Group by'), { target: { value: 'year' } })
  expect(choose).toHaveBeenCalledWith('year')
})
