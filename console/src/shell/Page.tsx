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
      <PageHead title={title} description={description} actions={actions} />
      {children}
    </div>
  )
}

/** What a page is, with its actions on the line of the title, where they have the room. */
export function PageHead({ title, description, actions }: Pick<Props, 'title' | 'description' | 'actions'>) {
  return (
    <header className="mb-6 flex flex-wrap items-center gap-x-6 gap-y-1">
      <h1 className="min-w-0 grow basis-28 text-xl break-words">{title}</h1>
      {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
      {description && (
        <div className="w-full">
          <p className="text-sm text-pretty text-muted sm:max-w-prose">{description}</p>
        </div>
      )}
    </header>
  )
}

/** A part of a page, with its heading. */
export function Section({ title, description, actions, children }: Omit<Props, 'width'>) {
  return (
    <section aria-label={title} className="mb-10">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <h2 className="min-w-0 grow basis-28 text-base">{title}</h2>
        {actions}
        {description && (
          <div className="w-full">
            <p className="text-sm text-pretty text-muted sm:max-w-prose">{description}</p>
          </div>
        )}
      </div>
      {children}
    </section>
  )
}
