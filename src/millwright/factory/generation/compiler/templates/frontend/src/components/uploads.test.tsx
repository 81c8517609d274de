import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { FileLink, UploadField } from './uploads'

const stored = '0123456789abcdefghijkl/plan.pdf'

function Form() {
  const [value, setValue] = useState<string | null>(null)
  return <UploadField label="Plan" of="project.plan" name="plan" error={undefined} value={value} onChange={setValue} />
}

async function choose() {
  const file = new File(['%PDF-1.7'], 'plan.pdf')
  await act(async () => fireEvent.change(screen.getByLabelText('Plan'), { target: { files: [file] } }))
}

test('a file is sent when it is chosen, shown, and can be taken away', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ value: stored }))
  render(<Form />)
  await choose()
  expect(String(fetch.mock.calls[0]?.[0])).toBe('/api/uploads?of=project.plan&name=plan.pdf')
  expect(fetch.mock.calls[0]?.[1]?.body).toBeInstanceOf(File)
  expect(screen.getByRole('link', { name: 'plan.pdf' })).toHaveAttribute('href', `/api/uploads/${stored}`)
  fireEvent.click(screen.getByRole('button', { name: 'Remove Plan' }))
  expect(screen.queryByRole('link')).toBeNull()
})

test('a refusal is said at the field', async () => {
  const detail = 'Choose another kind of file.'
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ detail }, { status: 422 }))
  render(<Form />)
  await choose()
  expect(screen.getByLabelText('Plan')).toHaveAccessibleDescription(detail)
})

test('where there is no file, a dash stands', () => {
  const { container } = render(<FileLink of={null} />)
  expect(container).toHaveTextContent('—')
})

test('films and sound are played', () => {
  const { container, rerender } = render(<FileLink of="0123456789abcdefghijkl/talk.mp4" />)
  expect(container.querySelector('video')).toHaveAttribute('src', '/api/uploads/0123456789abcdefghijkl/talk.mp4')
  rerender(<FileLink of="0123456789abcdefghijkl/song.mp3" />)
  expect(container.querySelector('audio')).toHaveAttribute('controls')
})
