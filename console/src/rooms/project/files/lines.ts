import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** A text's own ends of lines stay as they are when it is saved again; what is pasted ends its lines as we do. */
export const ownLines: Extension = [
  EditorState.lineSeparator.of('\n'),
  EditorView.clipboardInputFilter.of((text) => text.replaceAll(/\r\n?/g, '\n')),
]
