import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface Described {
  label: string
  /** What helps to fill it in, below the label. */
  hint?: ReactNode
  /** What is wrong with it, in words, below the field. */
  fault?: string | undefined
  /** Keeps the label for screen readers only. */
  bare?: boolean
}

const INPUT =
  'w-full rounded-md border border-line-strong bg-raised px-3 text-sm text-ink transition-colors hover:border-faint ' +
  'focus-visible:border-accent focus-visible:outline-3 focus-visible:outline-offset-0 focus-visible:outline-accent/25 aria-invalid:border-bad ' +
  'disabled:bg-hover disabled:text-faint'

interface FrameProps extends Described {
  children: (given: { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined }) => ReactNode
}

/** A label, a hint and a fault around any control, which takes what it is given. */
export function Labelled({ label, hint, fault, bare = false, children }: FrameProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={bare ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 text-xs text-faint">
          {hint}
        </p>
      )}
      {children({ id, 'aria-invalid': fault ? true : undefined, 'aria-describedby': describedBy || undefined })}
      <p id={`${id}-fault`} role="alert" className={clsx('text-xs text-bad', !fault && 'hidden')}>
        {fault}
      </p>
    </div>
  )
}

export function TextField({ label, hint, fault, bare, className, ...rest }: Described & ComponentProps<'input'>) {
  return (
    <Labelled {...{ label, hint, fault, bare }}>
      {(given) => <input {...rest} {...given} className={clsx(INPUT, 'h-9 max-sm:h-11', className)} />}
    </Labelled>
  )
}

export function TextArea({ label, hint, fault, bare, className, ...rest }: Described & ComponentProps<'textarea'>) {
  return (
    <Labelled {...{ label, hint, fault, bare }}>
      {(given) => <textarea {...rest} {...given} className={clsx(INPUT, 'min-h-20 py-2', className)} />}
    </Labelled>
  )
}

interface SelectProps extends Described, ComponentProps<'select'> {
  options: readonly { value: string; label: string; disabled?: boolean }[]
}

/** The browser's own, which phones and screen readers know best. */
export function SelectField({ label, hint, fault, bare, className, options, ...rest }: SelectProps) {
  return (
    <Labelled {...{ label, hint, fault, bare }}>
      {(given) => (
        <select {...rest} {...given} className={clsx(INPUT, 'chosen-from h-9 pr-9 max-sm:h-11', className)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

export function CheckField({ label, hint, className, ...rest }: Described & Omit<ComponentProps<'input'>, 'type'>) {
  const id = useId()
  return (
    <div className={clsx('flex items-start gap-2.5', className)}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id} className="text-sm max-sm:-my-3 max-sm:block max-sm:py-3">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-faint">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
