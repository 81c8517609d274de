import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { plainWords } from '../lib/plain'
import { Formatted } from './Formatted'
import { FormattedField } from './FormattedField'

const hostile = [
  '[a](javascript:alert(1))',
  '[a](JaVa&#115;cript:alert(1))',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](vbscript:x) <javascript:alert(1)>',
  '[a]: javascript:alert(1)\n\n[a]',
  '[a](//evil.example)',
  '![a](https://evil.example/a.png)',
  '![a](data:image/svg+xml;base64,PHN2Zz4=)',
  '<script>alert(1)</script>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<img src=x onerror=alert(1)>',
  '<style>body { display: none }</style>',
  '<a href="javascript:alert(1)">a</a>',
  '<div>\n\n**b**\n\n<script>\n\n</div>',
]

test.each(hostile)('what could run, lead astray or tell who reads is only words: %s', (text) => {
  const { container } = render(<Formatted of={text} />)
  expect(container.querySelector('script, style, iframe, img, object, embed, form, [href], [src], [onerror], [id]')).toBeNull()
  expect(container).toHaveTextContent(/\w/)
})

test('headings, lists, quotes, links and pictures of this application are what they are', () => {
  const text = '# One\n\n**b** *i*\n\n- x\n- y\n\n> q\n\n[to](https://example.com) ![door](/api/uploads/0123456789abcdefghijkl/door.png)'
  const { container } = render(<Formatted of={text} />)
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('One')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(container.querySelector('blockquote')).toHaveTextContent('q')
  expect(screen.getByRole('link')).toHaveAttribute('rel', 'noopener noreferrer nofollow')
  expect(screen.getByRole('img')).toHaveAttribute('alt', 'door')
})

test.each(['- ', '> ', '>', '1. ', '* > '])('ten thousand letters of %s are no ten thousand levels', (mark) => {
  const { container } = render(<Formatted of={mark.repeat(10_000 / mark.length)} />)
  expect(container.querySelectorAll('ul, ol, blockquote').length).toBeLessThan(20)
})

test('cards tell the words alone', () => {
  expect(plainWords('## New\n\n- **bold** and *soft*, see [here](https://example.com)\n> 5 * 3 snake_case')).toBe(
    'New\n\nbold and soft, see here\n5 * 3 snake_case',
  )
})

function Form() {
  const [value, setValue] = useState<string | null>('one two')
  return <FormattedField label="Body" name="body" error={undefined} value={value} onChange={setValue} />
}

test('buttons and keys set marks, and the preview shows them', () => {
  render(<Form />)
  const area = screen.getByLabelText<HTMLTextAreaElement>('Body')
  area.setSelectionRange(4, 7)
  fireEvent.keyDown(area, { key: 'b', ctrlKey: true })
  expect(area).toHaveValue('one **two**')
  area.setSelectionRange(0, 0)
  fireEvent.click(screen.getByRole('button', { name: 'Heading' }))
  expect(area).toHaveValue('## one **two**')
  fireEvent.click(screen.getByRole('button', { name: 'Preview' }))
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('one two')
})
