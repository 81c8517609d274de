import { ChevronDown } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'

/** A button with a list of links below it, which closes by Escape, by a choice and by leaving it. */
export function Menu({ label, children }: { label: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <div
      className="relative"
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setOpen(false)}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="inline-flex min-h-10 max-w-44 items-center gap-1 rounded-lg px-3 text-sm font-medium hover:bg-sunken"
      >
        <span className="truncate">{label}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0" />
      </button>
      {open && (
        <div className="card absolute right-0 z-50 mt-2 flex w-max max-w-72 min-w-48 flex-col p-1.5 shadow-lg" onClick={() => setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  )
}

/** How an entry of a menu looks. */
export const menuItem = 'rounded-md px-3 py-2 text-left text-sm hover:bg-primary-soft hover:text-accent'
