import clsx from 'clsx'
import { Search } from 'lucide-react'

interface Props {
  /** What it searches, for those who do not see it; shown within as long as it is empty. */
  label: string
  value: string
  onChange: (words: string) => void
  className?: string
}

/** A box for words that narrow a list down. */
export function SearchBox({ label, value, onChange, className }: Props) {
  return (
    <div className={clsx('relative', className)}>
      <Search aria-hidden className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border bg-raised pr-2 pl-8 text-sm hover:border-line-strong max-sm:h-10"
      />
    </div>
  )
}
