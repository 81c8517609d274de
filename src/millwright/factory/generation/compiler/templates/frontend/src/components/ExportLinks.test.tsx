import { fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { expect, test } from 'vitest'
import type { FileFormat } from '../lib/api'
import { ExportLinks } from './ExportLinks'

function show(...formats: FileFormat[]) {
  render(<ExportLinks formats={formats} url={(format) => `/api/rows/export.${format}?q=a`} />, { wrapper: MemoryRouter })
}

test('each kind of file has a link that keeps what the list is narrowed by', () => {
  show('csv')
  expect(screen.getByRole('link', { name: 'Export CSV' })).toHaveAttribute('href', '/api/rows/export.csv?q=a')
})

test('several are in a menu, which Escape closes', () => {
  show('csv', 'csv')
  const menu = screen.getByRole('group')
  menu.setAttribute('open', '')
  expect(screen.getAllByRole('link')).toHaveLength(2)
  fireEvent.keyDown(menu, { key: 'Escape' })
  expect(menu).not.toHaveAttribute('open')
})
