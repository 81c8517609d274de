import { Star } from 'lucide-react'
import { useId } from 'react'
import type { Control } from '../lib/useForm'

const stars = [1, 2, 3, 4, 5]

/** A rating from one to five; nothing where there is none. A fraction is rounded. */
export function Stars({ of }: { of: number | null }) {
  if (of === null) return null
  return (
    <span role="img" aria-label={`${of} of 5 stars`} className="inline-flex text-accent">
      {stars.map((star) => (
        <Star key={star} aria-hidden className={`size-4 ${star <= Math.round(of) ? 'fill-current' : 'opacity-40'}`} />
      ))}
    </span>
  )
}

type Props = Control<number | null> & { label: string; required?: boolean }

/** A rating, given by choosing a star. */
export function StarsField({ label, required, name, value, error, onChange }: Props) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-note` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="flex h-10 items-center gap-1">
        {stars.map((star) => (
          <label key={star} className="cursor-pointer rounded-md p-0.5 has-focus-visible:ring-2 has-focus-visible:ring-accent">
            <input
              type="radio"
              name={name}
              value={star}
              checked={value === star}
              required={required}
              aria-label={star === 1 ? '1 star' : `${star} stars`}
              aria-invalid={error ? true : undefined}
              onChange={() => onChange(star)}
              className="sr-only"
            />
            <Star aria-hidden className={`size-6 text-accent ${value !== null && star <= value ? 'fill-current' : 'opacity-40'}`} />
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-note`} className="mt-1.5 text-sm text-danger-ink">
          {error}
        </p>
      )}
    </fieldset>
  )
}
