import { X } from 'lucide-react'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Control } from '../lib/useForm'
import { Field } from './fields'

const chip = 'inline-flex items-center gap-1 rounded-full bg-primary-soft px-2.5 py-0.5 text-xs font-medium'

export function TagList({ of }: { of: string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {of.map((tag) => (
        <span key={tag} className={chip}>
          {tag}
        </span>
      ))}
    </span>
  )
}

type Props = Control<string[] | null> & { label: string; required?: boolean }

/** Words, each added by Enter or a comma. */
export function TagsField({ label, required, name, value, error, onChange }: Props) {
  const [text, setText] = useState('')
  const tags = value ?? []

  function add() {
    const words = text.split(',').map((word) => word.trim())
    const known = new Set(tags.map((tag) => tag.toLowerCase()))
    const fresh = words.filter((word) => word && !known.has(word.toLowerCase()) && known.add(word.toLowerCase()))
    setText('')
    if (fresh.length > 0) onChange([...tags, ...fresh])
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ',') return
    if (event.key === 'Enter' && !text.trim()) return
    event.preventDefault()
    add()
  }

  return (
    <Field label={label} required={required} error={error} hint="Press Enter after each." wide>
      {(aria) => (
        <>
          <input
            name={name}
            className="input"
            value={text}
            required={required && tags.length === 0}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
            {...aria}
          />
          {tags.length > 0 && (
            <ul className="mt-2 flex flex-wrap gap-1.5">
              {tags.map((tag) => (
                <li key={tag} className={chip}>
                  {tag}
                  <button
                    type="button"
                    aria-label={`Remove ${tag}`}
                    onClick={() => onChange(tags.filter((other) => other !== tag))}
                    className="-mr-1 rounded-full p-0.5 hover:bg-sunken"
                  >
                    <X aria-hidden className="size-3.5" />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Field>
  )
}
