import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { TagsField } from './tags'

function Form() {
  const [tags, setTags] = useState<string[] | null>([])
  return (
    <>
      <TagsField label="Tags" name="tags" error={undefined} value={tags} onChange={setTags} />
      <output>{tags?.join('+')}</output>
    </>
  )
}

function type(text: string, key: string) {
  const input = screen.getByLabelText('Tags')
  fireEvent.change(input, { target: { value: text } })
  fireEvent.keyDown(input, { key })
}

test('words are added by Enter or a comma, each once, and taken away', () => {
  render(<Form />)
  type('red', 'Enter')
  type(' blue ', ',')
  type('RED', 'Enter')
  expect(screen.getByRole('status')).toHaveTextContent('red+blue')
  fireEvent.click(screen.getByRole('button', { name: 'Remove red' }))
  expect(screen.getByRole('status')).toHaveTextContent('blue')
})

test('what is typed and left is kept', () => {
  render(<Form />)
  fireEvent.change(screen.getByLabelText('Tags'), { target: { value: 'one, two' } })
  fireEvent.blur(screen.getByLabelText('Tags'))
  expect(screen.getByRole('status')).toHaveTextContent('one+two')
})
