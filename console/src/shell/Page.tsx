import clsx from 'clsx'
import { type ReactNode, useEffect } from 'react'

/** The window's title while a room is open. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Millwright`
    return () => {
      document.title = 'Millwright'
    }
  }, [title])
}

interface Props {
  title: string
  description?: ReactNode
  /** What can be done here, beside the title. */
  actions?: ReactNode
  children: ReactNode
  width?: 'narrow' | 'wide'
}

/** A room that is read from top to bottom. */
export function Page({ title, description, actions, children, width = 'wide' }: Props) {
  useTitle(title)
  return (
    <div className={clsx('mx-auto w-full px-4 py-6 sm:px-6 sm:py-10', width === 'narrow' ? 'max-w-2xl' : 'max-w-5xl')}>
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl">{title}</h1>
          {description && <p className="mt-1 max-w-prose text-sm text-pretty text-muted">{description}</p>}
        </div>
        {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A part of a page, with its heading. */
export function Section({ title, description, actions, children }: Omit<Props, 'width'>) {
  return (
    <section aria-label={title} className="mb-10">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base">{title}</h2>
          {description && <p className="mt-0.5 max-w-prose text-sm text-pretty text-muted">{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}
