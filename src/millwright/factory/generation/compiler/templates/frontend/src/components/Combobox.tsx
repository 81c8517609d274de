import { ChevronsUpDown, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
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

const fault = 'Choose one from the list.'

/**
 * A text box that finds a record by typing; arrows choose, Enter takes, Escape closes. Words that name nothing in the
 * list stay where they are typed and make the box invalid, so that no form is saved without them unnoticed.
 */
export function Combobox({ id, source, value, onChange, ...input }: Props) {
  const [chosen, setChosen] = useState<Option | null>(null)
  const [open, setOpen] = useState(false)
  /** What has been typed and not been chosen by; null while the choice itself is shown. */
  const [text, setText] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const found = useResource(text ?? 'closed', async () => (text === null ? [] : source.options(text)))
  const options = (text !== null && found.data) || []
  const named = options.filter(({ label }) => label.toLowerCase() === text?.trim().toLowerCase())
  const meant = found.loading ? undefined : [named, options].find(({ length }) => length === 1)?.[0]
  const unknown = !open && Boolean(text) && !found.loading && !meant

  useEffect(() => {
    if (value === null || chosen?.id === value) return
    source.option(value).then(setChosen, () => setChosen({ id: value, label: `#${value}` }))
  }, [source, value, chosen])

  useEffect(() => box.current?.setCustomValidity(text ? fault : ''), [text])

  useEffect(() => {
    // A name that is typed to its end, or as far as only one has it, is as good as one that is clicked.
    if (!open && meant) choose(meant)
  })

  function search(words: string) {
    setOpen(true)
    setText(words)
    setActive(0)
  }

  function close() {
    setOpen(false)
    setText(null)
  }

  function choose(option: Option | null) {
    close()
    setChosen(option)
    onChange(option?.id ?? null)
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (!open) search(text ?? '')
      else setActive(Math.min(Math.max(active + step, 0), Math.max(options.length - 1, 0)))
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault()
      const option = options[active]
      if (option) choose(option)
    }
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      close()
    }
  }

  return (
    <>
      <div className="relative">
        <input
          ref={box}
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
          onClick={() => !open && search(text ?? '')}
          onChange={(event) => search(event.target.value)}
          onBlur={() => (text?.trim() ? setOpen(false) : close())}
          onKeyDown={onKeyDown}
          {...input}
          {...(unknown && !input['aria-invalid'] && { 'aria-invalid': true, 'aria-describedby': `${id}-fault` })}
        />
        {(value !== null || unknown) && !open ? (
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
      {unknown && !input['aria-invalid'] && (
        <p id={`${id}-fault`} className="mt-1.5 text-sm text-danger-ink">
          {fault}
        </p>
      )}
    </>
  )
}
