import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import clsx from 'clsx'
import { Activity, CloudOff, FolderOpen, Search, Settings2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { buttonClass, isMod, Kbd } from '@/ui'
import { AccountMenu } from './AccountMenu'
import { useConnection } from './connection'
import { Mark } from './Mark'
import { useIsOperator } from './operator'

const Palette = lazy(() => import('./Palette'))

/** Around every room: where one can go, what one can do, and whether the server is there. */
export function Frame() {
  const [palette, setPalette] = useState(false)
  useShortcuts(() => setPalette((open) => !open))
  return (
    <div className="flex h-full flex-col">
      <a
        href="#room"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-md focus-visible:bg-raised focus-visible:px-3 focus-visible:py-2"
      >
        Skip to content
      </a>
      <TopBar onPalette={() => setPalette(true)} />
      <ConnectionBanner />
      <main id="room" tabIndex={-1} className="min-h-0 grow overflow-y-auto outline-none">
        <Outlet />
      </main>
      <BottomBar onPalette={() => setPalette(true)} />
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  )
}

function useShortcuts(onPalette: () => void) {
  const navigate = useNavigate()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isMod(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        onPalette()
        return
      }
      const target = event.target as HTMLElement
      const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      if (isTyping || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
      if (event.key === 'c' && !document.querySelector('[role=dialog],[role=alertdialog],[role=menu]')) {
        event.preventDefault()
        void navigate({ to: '/' }).then(() => document.getElementById('wish')?.focus())
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}

function TopBar({ onPalette }: { onPalette: () => void }) {
  const isInProject = useRouterState({ select: ({ location }) => location.pathname.startsWith('/projects/') })
  return (
    <header className={clsx('flex h-12 shrink-0 items-center gap-1 border-b bg-canvas px-3 sm:px-4', isInProject && 'max-sm:hidden')}>
      <Link to="/" className="mr-3 flex items-center gap-2 rounded-md py-1 font-semibold tracking-tight" aria-label="Millwright, to the projects">
        <Mark className="size-5 text-accent" />
        <span className="text-base">Millwright</span>
      </Link>
      <nav aria-label="Rooms" className="hidden items-center gap-0.5 sm:flex">
        <Rooms className="h-8 rounded-md px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink data-[status=active]:text-ink data-[status=active]:font-medium inline-flex items-center" />
      </nav>
      <div className="grow" />
      <button
        type="button"
        onClick={onPalette}
        className={buttonClass({ look: 'plain' }, '!px-2.5 !font-normal !text-muted max-sm:!hidden')}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Search aria-hidden className="size-3.5" />
        <span>Search or run a command…</span>
        <Kbd keys="Mod K" />
      </button>
      <AccountMenu />
    </header>
  )
}

function Rooms({ className, icons = false }: { className: string; icons?: boolean }) {
  const isOperator = useIsOperator()
  const isInProject = useRouterState({ select: ({ location }) => /^\/(projects|new)\b/.test(location.pathname) })
  const shown: readonly { to: '/' | '/settings' | '/system'; label: string; icon: ReactNode }[] = [
    { to: '/', label: 'Projects', icon: <FolderOpen aria-hidden /> },
    { to: '/settings', label: 'Settings', icon: <Settings2 aria-hidden /> },
    ...(isOperator ? [{ to: '/system' as const, label: 'System', icon: <Activity aria-hidden /> }] : []),
  ]
  return shown.map((room) => (
    <Link key={room.to} to={room.to} className={className} activeOptions={{ exact: room.to === '/' }} {...(room.to === '/' && isInProject && { 'data-status': 'active' })}>
      {icons && room.icon}
      {room.label}
    </Link>
  ))
}

/** On a phone: the rooms within reach of the thumb. */
function BottomBar({ onPalette }: { onPalette: () => void }) {
  const item =
    'flex h-14 grow basis-0 flex-col items-center justify-center gap-0.5 text-2xs text-faint data-[status=active]:text-accent-ink [&_svg]:size-5'
  const isPlan = useRouterState({ select: ({ location }) => location.pathname === '/new' })
  if (isPlan) return null // there one decides, and its own bar has that place
  return (
    <nav aria-label="Rooms" className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden">
      <Rooms className={item} icons />
      <button type="button" className={item} onClick={onPalette}>
        <Search aria-hidden />
        Search
      </button>
    </nav>
  )
}

function ConnectionBanner() {
  const connection = useConnection()
  return (
    <div role="status" className="shrink-0">
      {connection === 'offline' && (
        <p className="flex items-center justify-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-center text-xs text-warn">
          <CloudOff aria-hidden className="size-3.5 shrink-0" />
          Millwright is not responding. Reconnecting; what you see may be out of date.
        </p>
      )}
    </div>
  )
}

