import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Pictures, PicturesField } from './pictures'

const stored = (count: number) => Array.from({ length: count }, (_, at) => `0123456789abcdefghij${at}x/photo.png`)

function Form({ first = [], onChange }: { first?: string[]; onChange?: (value: string[]) => void }) {
  const [value, setValue] = useState<string[] | null>(first)
  const change = (pictures: string[] | null) => {
    setValue(pictures)
    onChange?.(pictures ?? [])
  }
  return <PicturesField label="Photos" of="flat.photos" name="photos" error={undefined} value={value} onChange={change} />
}

async function choose(count: number) {
  const files = Array.from({ length: count }, (_, at) => new File(['x'], `${at}.png`))
  await act(async () => fireEvent.change(screen.getByLabelText('Photos'), { target: { files } }))
}

test('pictures are sent in their order, moved and taken away; the first is the cover', async () => {
  const names = stored(2)
  const answers = [...names]
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ value: answers.shift() }))
  const onChange = vi.fn()
  render(<Form onChange={onChange} />)
  await choose(2)
  expect(String(fetch.mock.calls[0]?.[0])).toBe('/api/uploads?of=flat.photos&name=0.png')
  expect(onChange).toHaveBeenLastCalledWith(names)
  fireEvent.click(screen.getByRole('button', { name: 'Move picture 2 forward' }))
  expect(onChange).toHaveBeenLastCalledWith([names[1], names[0]])
  expect(screen.getAllByRole('listitem')[0]).toHaveTextContent('Cover')
  fireEvent.click(screen.getByRole('button', { name: 'Remove picture 1' }))
  expect(onChange).toHaveBeenLastCalledWith([names[0]])
})

test('there are at most ten, and those beyond are told', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ value: '0123456789abcdefghijzz/new.png' }))
  render(<Form first={stored(9)} />)
  await choose(3)
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(screen.getByText('At most 10 pictures: the first 1 were taken.')).toBeInTheDocument()
  expect(screen.queryByLabelText('Photos')).toBeNull()
})

test('one that is refused is named, and the others stay', async () => {
  let first = true
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    const answer = first ? Response.json({ detail: 'Choose a picture.' }, { status: 422 }) : Response.json({ value: stored(1)[0] })
    first = false
    return answer
  })
  render(<Form />)
  await choose(2)
  expect(screen.getByText('0.png: Choose a picture.')).toBeInTheDocument()
  expect(screen.getByRole('img', { name: 'Photos 1' })).toBeInTheDocument()
})

test('one picture is large, the others are chosen below it and by the arrow keys', () => {
  const names = stored(3)
  render(<Pictures of={names} alt="Two rooms" />)
  fireEvent.click(screen.getByRole('button', { name: 'Picture 2' }))
  expect(screen.getByRole('img', { name: 'Two rooms' })).toHaveAttribute('src', `/api/uploads/${names[1]}`)
  fireEvent.click(screen.getByRole('button', { name: 'Enlarge picture 2 of 3' }))
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'ArrowRight' })
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'ArrowRight' })
  expect(screen.getByText('1 of 3')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('where there are none, a dash stands', () => {
  const { container } = render(<Pictures of={[]} alt="Nothing" />)
  expect(container).toHaveTextContent('—')
})
