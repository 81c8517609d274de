import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Monitor, Power, RotateCw, Smartphone, Tablet } from 'lucide-react'
import { type FormEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useWhyNot } from '@/api/profile'
import type { Project } from '@/api/projects'
import { Button, EmptyState, ErrorState, Loading, Skeleton, Tooltip } from '@/ui'
import { useDeploy } from '../deployments/deploying'
import { deploymentsQuery, servingIn, specQuery } from '../queries'
import { type DemoAccount, demoAccounts } from '../spec/shape'
import { useWork } from '../work'
import { fitting, said, type Size } from './fitting'
import { NOBODY, ViewingAs } from './ViewingAs'
import { within } from './within'

const WIDTHS = [
  { name: 'Phone', pixels: 390, grows: false, icon: Smartphone },
  { name: 'Tablet', pixels: 820, grows: false, icon: Tablet },
  { name: 'Desktop', pixels: 1280, grows: true, icon: Monitor },
] as const

/**
 * What the application in the frame may do: be itself, on its own origin. It may not lead the console's page elsewhere,
 * and what it opens is as confined as it is.
 */
const SANDBOX = 'allow-scripts allow-forms allow-same-origin allow-modals allow-downloads allow-popups'

/** The application as it is, in a frame of the width of a phone, a tablet or a desktop. */
export default function Preview({ project }: { project: Project }) {
  const deployments = useQuery(deploymentsQuery(project.id))
  const spec = useQuery(specQuery(project.id))
  const { isBusy } = useWork()
  const [chosen, setChosen] = useState<string | null>(null)
  const serving = servingIn('preview', deployments.data)
  if (deployments.error && !deployments.data) {
    return <ErrorState error={deployments.error} what="The preview" onRetry={() => void deployments.refetch()} className="h-full" />
  }
  if (!deployments.data || spec.isPending) return <FrameSkeleton />
  if (serving?.status === 'ready' && serving.artifactUrl) {
    const accounts = spec.data ? demoAccounts(spec.data) : []
    const as = [NOBODY, ...accounts.map((account) => account.name)].find((name) => name === chosen) ?? accounts[0]?.name ?? null
    return <Framed key={serving.id} origin={serving.artifactUrl.replace(/\/$/, '')} name={project.name} accounts={accounts} as={as} onChoose={setChosen} />
  }
  return <Down project={project} status={serving?.status} error={serving?.error ?? null} isBusy={isBusy} />
}

interface FramedProps {
  origin: string
  name: string
  accounts: readonly DemoAccount[]
  /** The role as whose demo account the application is looked at; null where it has none. */
  as: string | null
  onChoose: (role: string) => void
}

/** The first page of an application of ours, opened as a demo account: its own server signs in, in previews only. */
const opened = (as: string | null) => (as === null ? '/' : `/api/auth/demo?role=${encodeURIComponent(as)}`)

function Framed({ origin, name, accounts, as, onChoose }: FramedProps) {
  const [device, setDevice] = useState<(typeof WIDTHS)[number]>(WIDTHS[2])
  const pane = useRef<HTMLDivElement>(null)
  const room = useRoom(pane)
  const fit = room && fitting(device, room)
  const [path, setPath] = useState(opened(as))
  const [typed, setTyped] = useState('/')
  const [times, setTimes] = useState(0)
  const [isLoading, setLoading] = useState(true)
  const load = (next: string) => {
    setPath(next)
    setTimes(times + 1)
    setLoading(true)
  }
  const go = (event: FormEvent) => {
    event.preventDefault()
    const next = within(origin, typed)
    setTyped(next)
    load(next)
  }
  const choose = (role: string) => {
    onChoose(role)
    setTyped('/')
    load(opened(role))
  }
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-11 shrink-0 items-center gap-1 border-b bg-surface px-2">
        <fieldset className="flex items-center max-sm:hidden">
          <legend className="sr-only">Width</legend>
          {WIDTHS.map((item) => (
            <Tooltip key={item.name} label={`${item.name}, ${item.pixels} px${item.grows ? ' or more' : ''}`}>
              <Button look="quiet" size="sm" square aria-label={item.name} aria-pressed={device === item} onClick={() => setDevice(item)} className={clsx(device === item && '!bg-hover !text-ink')}>
                <item.icon aria-hidden className="size-4" />
              </Button>
            </Tooltip>
          ))}
          {fit && <span className="tabular ml-1.5 text-2xs whitespace-nowrap text-faint">{said(fit)}</span>}
        </fieldset>
        <form onSubmit={go} className="mx-1 flex min-w-0 grow items-center">
          <input
            aria-label="Path in the application"
            value={typed}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            className="h-7 w-full min-w-0 rounded-md border bg-sunken px-2.5 font-mono text-xs text-muted focus-visible:text-ink"
          />
        </form>
        <Tooltip label="Reload">
          <Button
            look="quiet"
            size="sm"
            square
            aria-label="Reload the preview"
            onClick={() => load(path)}
          >
            <RotateCw aria-hidden className="size-3.5" />
          </Button>
        </Tooltip>
        {as !== null && <ViewingAs accounts={accounts} as={as} onChoose={choose} />}
      </div>
      <div ref={pane} className={clsx('relative min-h-0 grow overflow-hidden bg-sunken', !device.grows && 'sm:p-4')}>
        <div
          className={clsx('relative mx-auto h-full overflow-hidden bg-white', !device.grows && 'sm:rounded-lg sm:shadow-card sm:ring-1 sm:ring-line')}
          style={fit ? { width: fit.width * fit.scale } : undefined}
        >
          {fit && (
            <iframe
              key={times}
              src={origin + path}
              title={`Preview of ${name}`}
              sandbox={SANDBOX}
              referrerPolicy="no-referrer"
              allow="clipboard-write; fullscreen"
              onLoad={() => setLoading(false)}
              style={{ width: fit.width, height: fit.height, transform: fit.scale < 1 ? `scale(${fit.scale})` : undefined }}
              className="max-w-none origin-top-left border-0"
            />
          )}
          {isLoading && (
            <Loading label="The preview is loading" className="pointer-events-none absolute inset-x-0 top-0">
              <div className="h-0.5 w-full animate-[breathe_1.2s_ease-in-out_infinite] bg-accent" />
            </Loading>
          )}
        </div>
      </div>
    </div>
  )
}

/** How large an element is within its padding, once it is shown; what it was last, while it is hidden. */
function useRoom(element: RefObject<HTMLElement | null>): Size | null {
  const [room, setRoom] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry || entry.contentRect.width === 0) return
      const { width, height } = entry.contentRect
      setRoom({ width, height })
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return room
}

interface DownProps {
  project: Project
  status: string | undefined
  error: string | null
  isBusy: boolean
}

/** No application answers: why, and how to have it answer again. */
function Down({ project, status, error, isBusy }: DownProps) {
  const deploy = useDeploy(project.id)
  const whyNot = useWhyNot('deployments:write')
  if (status === 'building' || status === 'pending' || (isBusy && status !== 'stopped')) {
    return (
      <EmptyState className="h-full" title="Starting preview…">
        <span role="status">The application is being built or started. It appears here when it is ready.</span>
      </EmptyState>
    )
  }
  const start = (
    <Button look="primary" busy={deploy.isPending} disabled={isBusy} whyNot={whyNot} onClick={() => deploy.mutate('preview')} icon={<Power aria-hidden className="size-3.5" />}>
      Start preview
    </Button>
  )
  if (status === 'stopped') {
    return (
      <EmptyState className="h-full" icon={<Power aria-hidden />} title="Preview stopped" action={start}>
        Its data is kept. Starting takes about a second.
      </EmptyState>
    )
  }
  if (status === 'failed') {
    return (
      <EmptyState className="h-full" icon={<Power aria-hidden />} title="Preview is down" action={start}>
        {error ?? 'The application stopped.'} See its log under Deployments.
      </EmptyState>
    )
  }
  return (
    <EmptyState className="h-full" icon={<Monitor aria-hidden />} title="No preview yet">
      No revision of this project has passed its checks. Ask for a change in the conversation, or fix the files and run the checks again.
    </EmptyState>
  )
}

function FrameSkeleton() {
  return (
    <Loading label="Loading the preview" className="flex h-full flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-b bg-surface px-3">
        <Skeleton className="h-7 w-full" />
      </div>
      <div className="grow bg-sunken" />
    </Loading>
  )
}
