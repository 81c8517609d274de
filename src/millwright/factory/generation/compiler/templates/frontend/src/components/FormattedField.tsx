import { Bold, Eye, Heading, Italic, Link2, List, Pencil, Quote, type LucideIcon } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { Control } from '../lib/useForm'
import { Button, IconButton } from './Button'
import { Field } from './fields'
import { Formatted } from './Formatted'

type Props = Control<string | null> & { label: string; required?: boolean }

interface Tool {
  label: string
  icon: LucideIcon
  /** What stands around the chosen words, or before each of their lines. */
  around?: [before: string, after: string]
  before?: string
}

const bold: Tool = { label: 'Bold (Ctrl+B)', icon: Bold, around: ['**', '**'] }
const italic: Tool = { label: 'Italic (Ctrl+I)', icon: Italic, around: ['*', '*'] }
const tools: Tool[] = [
  bold,
  italic,
  { label: 'Heading', icon: Heading, before: '## ' },
  { label: 'List', icon: List, before: '- ' },
  { label: 'Quote', icon: Quote, before: '> ' },
  { label: 'Link', icon: Link2, around: ['[', '](https://)'] },
]

/** A text with a few marks (Markdown): buttons set them, and a preview shows what they make of it. */
export function FormattedField({ label, error, value, onChange, ...input }: Props) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const [preview, setPreview] = useState(false)

  function apply(tool: Tool) {
    const area = ref.current
    if (!area) return
    const { text, start, end } = marked(value ?? '', area.selectionStart, area.selectionEnd, tool)
    onChange(text)
    requestAnimationFrame(() => {
      area.focus()
      area.setSelectionRange(start, end)
    })
  }

  function onKeyDown(event: KeyboardEvent) {
    const tool = { b: bold, i: italic }[event.key.toLowerCase()]
    if (!tool || event.altKey || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    apply(tool)
  }

  return (
    <Field label={label} required={input.required} error={error} wide>
      {(aria) => (
        <div className="space-y-2">
          <div role="toolbar" aria-label={`Format ${label}`} className="flex flex-wrap items-center gap-1">
            {!preview && tools.map((tool) => <IconButton key={tool.label} label={tool.label} icon={tool.icon} onClick={() => apply(tool)} />)}
            <Button variant="quiet" icon={preview ? Pencil : Eye} className="ml-auto" onClick={() => setPreview(!preview)}>
              {preview ? 'Write' : 'Preview'}
            </Button>
          </div>
          {preview && (
            <div className="rounded-lg border border-line p-4">
              <Formatted of={value} />
            </div>
          )}
          <textarea
            ref={ref}
            className="input h-auto py-2"
            rows={12}
            hidden={preview}
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value || null)}
            onKeyDown={onKeyDown}
            {...input}
            {...aria}
          />
        </div>
      )}
    </Field>
  )
}

/** A text after a tool, and what is chosen in it then. */
function marked(text: string, start: number, end: number, { around, before = '' }: Tool) {
  if (around) {
    const [opening, closing] = around
    const words = text.slice(start, end)
    return { text: text.slice(0, start) + opening + words + closing + text.slice(end), start: start + opening.length, end: end + opening.length }
  }
  const first = text.lastIndexOf('\n', start - 1) + 1
  const lines = text.slice(first, end).split('\n').map((line) => before + line)
  const made = lines.join('\n')
  return { text: text.slice(0, first) + made + text.slice(end), start: first + made.length, end: first + made.length }
}
