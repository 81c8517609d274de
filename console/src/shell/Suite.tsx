import { Link, type LinkProps, Outlet, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { useEdges } from '@/ui'
import { PageHead, useTitle } from './Page'

export interface SuiteGroup {
  label: string
  rooms: readonly { to: NonNullable<LinkProps['to']>; label: string; icon: ReactNode; exact?: boolean }[]
}

const LINK =
  'flex shrink-0 items-center gap-2 text-sm text-muted transition-colors hover:text-ink data-[status=active]:text-ink [&_svg]:size-4 ' +
  'max-sm:h-11 max-sm:border-b-2 max-sm:border-transparent max-sm:px-1.5 max-sm:data-[status=active]:border-accent [&_svg]:max-sm:hidden ' +
  'sm:h-8 sm:rounded-md sm:px-2.5 sm:hover:bg-hover sm:data-[status=active]:bg-hover sm:data-[status=active]:font-medium'

/** Several rooms under one roof, with the way between them: beside them, on a phone above. */
export function Suite({ label, groups }: { label: string; groups: readonly SuiteGroup[] }) {
  const row = useRef<HTMLDivElement>(null)
  useEdges(row, useRouterState({ select: ({ location }) => location.pathname }))
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col sm:flex-row sm:gap-10 sm:px-6 sm:py-10 lg:gap-14">
      <nav aria-label={label} className="shrink-0 max-sm:sticky max-sm:top-0 max-sm:z-10 max-sm:border-b max-sm:bg-canvas sm:w-44">
        <div ref={row} className="relative flex max-sm:scroll-row max-sm:px-2.5 sm:flex-col sm:gap-5">
          {groups.map((group) => (
            <div key={group.label} className="flex shrink-0 sm:flex-col sm:gap-0.5">
              <p className="px-2.5 pb-1 text-xs text-faint max-sm:sr-only">{group.label}</p>
              {group.rooms.map((room) => (
                <Link key={room.to} to={room.to} className={LINK} activeOptions={{ exact: room.exact ?? false, includeSearch: false }}>
                  {room.icon}
                  {room.label}
                </Link>
              ))}
            </div>
          ))}
        </div>
      </nav>
      <div className="min-w-0 grow max-sm:px-4 max-sm:py-6">
        <Outlet />
      </div>
    </div>
  )
}

interface LeafProps {
  title: string
  description?: ReactNode
  /** The way back to what it is a part of. */
  back?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** One room of a suite. */
export function Leaf({ title, description, back, actions, children }: LeafProps) {
  useTitle(title)
  return (
    <>
      {back}
      <PageHead title={title} description={description} actions={actions} />
      {children}
    </>
  )
}
