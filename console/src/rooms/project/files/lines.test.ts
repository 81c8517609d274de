import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { ownLines } from './lines'

it('an edit changes no end of a line but its own', () => {
  const text = 'a\r\nb\rc'
  const opened = EditorState.create({ doc: text, extensions: ownLines })
  expect(opened.doc.toString()).toBe(text)
  expect(opened.update({ changes: { from: text.length, insert: 'd' } }).state.doc.toString()).toBe(`${text}d`)
})
