import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorSelection, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useEffectEvent, useRef } from 'react'
import { languageOf } from './languages'
import { ownLines } from './lines'
import { look } from './look'

interface Props {
  path: string
  /** What it begins with; afterwards the text is its own, and told by `onChange`. Give it another key for another text. */
  text: string
  /** The line to go to, from 1. */
  line: number | undefined
  /** To be read only. */
  isFixed: boolean
  onChange: (text: string) => void
  onSave: () => void
}

const nonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''

export default function Editor({ path, text, line, isFixed, onChange, onSave }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const changed = useEffectEvent(onChange)
  const save = useEffectEvent(onSave)
  const begun = useEffectEvent(() => text)

  useEffect(() => {
    if (!box.current) return
    const language = new Compartment()
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: begun(),
        extensions: [
          EditorView.cspNonce.of(nonce()),
          ownLines,
          EditorState.readOnly.of(isFixed),
          lineNumbers(),
          foldGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of(path.endsWith('.py') ? '    ' : '  '),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ activateOnTyping: false }),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          EditorView.contentAttributes.of({ 'aria-label': `Text of ${path}`, tabindex: '0' }),
          keymap.of([
            { key: 'Mod-s', preventDefault: true, run: () => (save(), true) },
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
          language.of([]),
          path.endsWith('.md') ? EditorView.lineWrapping : [],
          look,
        ],
      }),
    })
    view.current = made
    void languageOf(path).then((support) => support && view.current === made && made.dispatch({ effects: language.reconfigure(support) }))
    return () => {
      view.current = null
      made.destroy()
    }
  }, [path, isFixed])

  useEffect(() => {
    const { current } = view
    if (!current || line === undefined) return
    const { from } = current.state.doc.line(Math.min(line, current.state.doc.lines))
    current.dispatch({ selection: EditorSelection.cursor(from), effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    current.focus()
  }, [line, path])

  return <div ref={box} className="h-full min-h-0 overflow-hidden" />
}
