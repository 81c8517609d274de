import { MergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { look } from './look'

/** Two texts of a file beside each other: what was saved, and what was typed. */
export default function Compare({ saved, typed }: { saved: string; typed: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        lineNumbers(),
        look,
      ],
    })
    const view = new MergeView({
      parent: box.current,
      a: side(saved, 'What was saved'),
      b: side(typed, 'What you typed'),
      collapseUnchanged: { margin: 3, minSize: 6 },
    })
    return () => view.destroy()
  }, [saved, typed])
  return (
    <>
      <div className="mb-1 grid grid-cols-2 text-xs text-faint" aria-hidden>
        <span>Saved meanwhile</span>
        <span>Yours</span>
      </div>
      <div ref={box} className="max-h-[55dvh] overflow-auto rounded-lg border" />
    </>
  )
}
