import clsx from 'clsx'
import { LoaderCircle } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { tellFault } from './Toast'
import { Tooltip } from './Tooltip'

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
/** What cannot be pressed is grey and still to be read; what is at work keeps its colour. */
const FILLED_OFF = 'not-aria-busy:disabled:bg-hover not-aria-busy:disabled:text-faint'
const OFF: Record<Look, string> = {
  primary: FILLED_OFF,
  plain: `${FILLED_OFF} not-aria-busy:disabled:border-transparent not-aria-busy:disabled:shadow-none`,
  quiet: 'not-aria-busy:disabled:text-faint',
  danger: FILLED_OFF,
}
/** The same of what may be pressed, to be told why not. */
const REFUSED = { primary: '!bg-hover !text-faint', plain: '!border-transparent !bg-hover !text-faint !shadow-none', quiet: '!bg-transparent !text-faint', danger: '!bg-hover !text-faint' }
const SIZES = {
  sm: 'h-7 px-2.5 text-xs gap-1.5 max-sm:h-10 max-sm:px-3 max-sm:text-sm',
  md: 'h-8 px-3 text-sm gap-1.5 max-sm:h-10',
  lg: 'h-10 px-4 text-base gap-2 max-sm:h-11',
}
const SQUARES = { sm: 'size-7 max-sm:size-10', md: 'size-8 max-sm:size-10', lg: 'size-10 max-sm:size-11' }

/** How a button looks, for links that are one. */
export function buttonClass({ look = 'plain', size = 'md', square = false }: Appearance = {}, more?: string): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium whitespace-nowrap',
    'transition-colors duration-100 disabled:pointer-events-none data-[disabled]:text-faint',
    LOOKS[look],
    OFF[look],
    square ? SQUARES[size] : SIZES[size],
    more,
  )
}

interface Props extends Appearance, Omit<ComponentProps<'button'>, 'size'> {
  /** At work: it keeps its width, says so, and cannot be pressed again. */
  busy?: boolean
  icon?: ReactNode
  /** Why whoever looks may not press it: it can be reached, and says so. */
  whyNot?: string | undefined
}

export function Button({ look, size, square, busy = false, icon, className, children, disabled, type, whyNot, onClick, ...rest }: Props) {
  const isRefused = whyNot !== undefined
  const reason = useId()
  const button = (
    <button
      {...rest}
      type={type === 'submit' && !isRefused ? 'submit' : 'button'}
      className={buttonClass({ look, size, square }, clsx('relative', isRefused && REFUSED[look ?? 'plain'], className))}
      disabled={!isRefused && (disabled || busy)}
      aria-disabled={isRefused || undefined}
      aria-describedby={isRefused ? reason : rest['aria-describedby']}
      onClick={isRefused ? () => tellFault(whyNot) : onClick}
      aria-busy={busy || undefined}
    >
      <span className={clsx('contents', busy && '[&>*]:invisible')}>
        {icon}
        {children !== undefined && <span className={clsx(busy && 'invisible')}>{children}</span>}
      </span>
      {busy && <LoaderCircle aria-hidden className="absolute size-4 animate-[turn_0.9s_linear_infinite]" />}
    </button>
  )
  if (!isRefused) return button
  return (
    <>
      <Tooltip label={whyNot}>{button}</Tooltip>
      <span id={reason} className="sr-only">
        {whyNot}
      </span>
    </>
  )
}
