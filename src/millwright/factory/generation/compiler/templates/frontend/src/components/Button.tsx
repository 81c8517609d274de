import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Link } from 'react-router'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'

const base =
  'inline-flex min-h-10 max-w-full shrink-0 items-center justify-center gap-2 rounded-lg px-4 py-2 text-sm font-medium ' +
  'wrap-anywhere transition-colors disabled:cursor-not-allowed disabled:opacity-60 print:hidden'

const variants: Record<Variant, string> = {
  primary: 'border border-primary-edge bg-primary text-on-primary shadow-xs hover:bg-primary-strong',
  secondary: 'border border-primary-edge bg-surface text-accent shadow-xs hover:bg-primary-soft',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'bg-danger text-on-danger shadow-xs hover:bg-danger-strong',
}

interface Look {
  variant?: Variant
  icon?: LucideIcon
}

export function Button({
  variant = 'primary',
  icon: Icon,
  className = '',
  children,
  ...rest
}: Look & ComponentProps<'button'>) {
  return (
    <button type="button" className={`${base} ${variants[variant]} ${className}`} {...rest}>
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </button>
  )
}

export function ButtonLink({
  variant = 'primary',
  icon: Icon,
  children,
  ...rest
}: Look & ComponentProps<typeof Link>) {
  return (
    <Link className={`${base} ${variants[variant]}`} {...rest}>
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </Link>
  )
}

/** A button that is only an icon; `label` is its name, also shown as a tooltip. */
export function IconButton({
  label,
  icon: Icon,
  className = '',
  ...rest
}: { label: string; icon: LucideIcon } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`grid size-10 shrink-0 place-items-center rounded-lg text-muted transition-colors hover:bg-sunken hover:text-ink ${className}`}
      {...rest}
    >
      <Icon aria-hidden className="size-5" />
    </button>
  )
}
