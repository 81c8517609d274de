import { ChevronsUpDown, X } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import type { Subject } from '../lib/permissions'
import type { Option } from '../lib/types'
import { useResource } from '../lib/useResource'

/** Where options come from: found by words, or one by its id. */
export interface OptionSource {
  subject: Subject
  options: (q: string) => Promise<Option[]>
  option: (id: number) => Promise<Option>
}

interface Props {
  id: string
  source: OptionSource
  value: number | null
  onChange: (value: number | null) => void
  name?: string
  required?: boolean
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** A text box that finds a record by typing; arrows choose, Enter takes, Escape closes. */
export function Combobox({ id, source, value, onChange, ...input }: Props) {
  const [chosen, setChosen] = useState<Option | null>(null)
  /** What is being typed; null while the list is closed. */
  const [text, setText] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const open = text !== null
  const found = useResource(text ?? 'closed', async () => (open ? source.options(text) : []))
  const options = (open && found.data) || []

  useEffect(() => {
    if (value === null || chosen?.id === value) return
    source.option(value).then(setChosen, () => setChosen({ id: value, label: `#${value}` }))
  }, [source, value, chosen])

  function search(words: string) {
    setText(words)
    setActive(0)
  }

  function choose(option: Option | null) {
    setChosen(option)
    setText(null)
    onChange(option?.id ?? null)
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (!open) search('')
      else setActive(Math.min(Math.max(active + step, 0), Math.max(options.length - 1, 0)))
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault()
      const option = options[active]
      if (option) choose(option)
    }
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setText(null)
    }
  }

  return (
    <div className="relative">
      <input
        id={id}
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={options[active] ? `${id}-option-${active}` : undefined}
        className="input pr-10"
        placeholder="Search…"
        value={text ?? (chosen?.id === value ? chosen?.label : '')}
        onClick={() => !open && search('')}
        onChange={(event) => search(event.target.value)}
        onBlur={() => setText(null)}
        onKeyDown={onKeyDown}
        {...input}
      />
      {value !== null && !open ? (
        <button
          type="button"
          aria-label="Clear"
          onClick={() => choose(null)}
          className="absolute inset-y-0 right-0 grid w-10 place-items-center text-muted hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : (
        <ChevronsUpDown aria-hidden className="pointer-events-none absolute top-3 right-3 size-4 text-muted" />
      )}
      <ul
        id={`${id}-options`}
        role="listbox"
        aria-label="Matches"
        hidden={!open}
        className="absolute inset-x-0 top-full z-20 mt-1 max-h-64 overflow-auto rounded-lg border border-line bg-surface p-1 text-sm shadow-lg"
      >
        {options.map((option, position) => (
          <li
            key={option.id}
            id={`${id}-option-${position}`}
            role="option"
            aria-selected={position === active}
            onPointerDown={(event) => {
              // Keeps the focus in the text box, so that the list does not close before the choice is made.
              event.preventDefault()
              choose(option)
            }}
            onPointerEnter={() => setActive(position)}
            className="cursor-pointer rounded-md px-3 py-2 wrap-anywhere aria-selected:bg-primary-soft"
          >
            {option.label}
          </li>
        ))}
        {options.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled className="px-3 py-2 text-muted">
            {found.loading ? 'Searching…' : (found.error?.message ?? 'Nothing found')}
          </li>
        )}
      </ul>
    </div>
  )
}
