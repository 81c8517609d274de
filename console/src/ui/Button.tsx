import clsx from 'clsx'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

export type Look = 'primary' | 'plain' | 'quiet' | 'danger'

interface Appearance {
  look?: Look
  size?: 'sm' | 'md' | 'lg'
  /** Only an icon within: square, and it needs an `aria-label`. */
  square?: boolean
}

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border border-transparent',
  plain: 'border border-line bg-raised text-ink shadow-card hover:bg-hover hover:border-line-strong',
  quiet: 'border border-transparent text-muted hover:bg-hover hover:text-ink',
  danger: 'border border-transparent bg-bad-fill text-on-bad hover:opacity-90',
}
const SIZES = { sm: 'h-7 px-2.5 text-xs gap-1.5', md: 'h-8 px-3 text-sm gap-1.5', lg: 'h-10 px-4 text-base gap-2' }
const SQUARES = { sm: 'size-7', md: 'size-8', lg: 'size-10' }

/** How a button looks, for links that are one. */
export function buttonClass({ look = 'plain', size = 'md', square = false }: Appearance = {}, more?: string): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium whitespace-nowrap',
    'transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 data-[disabled]:opacity-50',
    LOOKS[look],
    square ? SQUARES[size] : SIZES[size],
    more,
  )
}

interface Props extends Appearance, Omit<ComponentProps<'button'>, 'size'> {
  /** At work: it keeps its width, says so, and cannot be pressed again. */
  busy?: boolean
  icon?: ReactNode
}

export function Button({ look, size, square, busy = false, icon, className, children, disabled, type, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      className={buttonClass({ look, size, square }, clsx('relative', className))}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      <span className={clsx('contents', busy && '[&>*]:invisible')}>
        {icon}
        {children !== undefined && <span className={clsx(busy && 'invisible')}>{children}</span>}
      </span>
      {busy && <LoaderCircle aria-hidden className="absolute size-4 animate-[turn_0.9s_linear_infinite]" />}
    </button>
  )
}
