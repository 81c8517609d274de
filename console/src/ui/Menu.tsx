import { Menu as Base } from '@base-ui/react/menu'
import clsx from 'clsx'
import type { ReactElement, ReactNode } from 'react'

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>
  children: ReactNode
  align?: 'start' | 'end'
}

export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <Base.Popup className="popup max-h-[70dvh] min-w-48 origin-(--transform-origin) overflow-y-auto p-1">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ItemProps {
  onSelect: () => void
  icon?: ReactNode
  children: ReactNode
  danger?: boolean
  disabled?: boolean
  /** Why whoever looks may not choose it: said below it. */
  whyNot?: string | undefined
  /** At the end of the row: a shortcut, or a mark for what is chosen. */
  end?: ReactNode
}

export function MenuItem({ onSelect, icon, children, danger = false, disabled = false, whyNot, end }: ItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabled || whyNot !== undefined}
      className={clsx(
        'flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm outline-none select-none max-sm:min-h-11',
        'data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0',
        whyNot ? 'py-1 text-faint' : 'data-[disabled]:opacity-50',
        !whyNot && (danger ? 'text-bad' : 'text-ink [&_svg]:text-muted'),
      )}
    >
      {icon}
      <span className="min-w-0 grow">
        <span className="block truncate">{children}</span>
        {whyNot && <span className="block max-w-52 text-xs text-pretty text-muted">{whyNot}</span>}
      </span>
      {end}
    </Base.Item>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="truncate px-2.5 pt-1.5 pb-1 text-xs text-faint">{children}</div>
}
