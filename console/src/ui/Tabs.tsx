import { Tabs as Base } from '@base-ui/react/tabs'
import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Tab {
  value: string
  label: string
  icon?: ReactNode
  /** A small number or mark beside the label. */
  badge?: ReactNode
}

interface Props {
  label: string
  tabs: readonly Tab[]
  value: string
  onChange: (value: string) => void
  children?: ReactNode
  className?: string
}

/** A row of tabs that scrolls when it is too wide; the panels are `TabPanel`s within. */
export function Tabs({ label, tabs, value, onChange, children, className }: Props) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))} className={clsx('flex min-h-0 flex-col', className)}>
      <Base.List
        aria-label={label}
        className="relative flex shrink-0 gap-1 overflow-x-auto border-b px-2 [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={clsx(
              'flex h-10 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm text-muted outline-offset-[-3px] select-none',
              'hover:text-ink data-[active]:text-ink [&_svg]:size-4',
            )}
          >
            {tab.icon}
            {tab.label}
            {tab.badge}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-(--active-tab-left) h-0.5 w-(--active-tab-width) bg-accent transition-[left,width] duration-150 ease-calm" />
      </Base.List>
      {children}
    </Base.Root>
  )
}

export function TabPanel({ value, children, className }: { value: string; children: ReactNode; className?: string }) {
  return (
    <Base.Panel value={value} className={clsx('min-h-0 grow outline-offset-[-2px]', className)}>
      {children}
    </Base.Panel>
  )
}
