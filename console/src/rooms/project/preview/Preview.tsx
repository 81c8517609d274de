import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Monitor, Power, RotateCw, Smartphone, Tablet } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useWhyNot } from '@/api/profile'
import type { Project } from '@/api/projects'
import { Button, EmptyState, ErrorState, Loading, Skeleton, Tooltip } from '@/ui'
import { useDeploy } from '../deployments/deploying'
import { deploymentsQuery, servingIn, specQuery } from '../queries'
import { type DemoAccount, demoAccounts } from '../spec/shape'
import { useWork } from '../work'
import { NOBODY, ViewingAs } from './ViewingAs'
import { within } from './within'

const WIDTHS = [
  { name: 'Phone', pixels: 390, icon: Smartphone },
  { name: 'Tablet', pixels: 820, icon: Tablet },
  { name: 'Desktop', pixels: null, icon: Monitor },
] as const
type Width = (typeof WIDTHS)[number]['name']

/**
 * What the application in the frame may do: be itself, on its own origin. It may not lead the console's page elsewhere,
 * and what it opens is as confined as it is.
 */
const SANDBOX = 'allow-scripts allow-forms allow-same-origin allow-modals allow-downloads allow-popups'

/** The application as it is, in a frame of the width of a phone, a tablet or the screen. */
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
  const [width, setWidth] = useState<Width>('Desktop')
  const [path, setPath] = useState(opened(as))
  const [typed, setTyped] = useState('/')
  const [times, setTimes] = useState(0)
  const [isLoading, setLoading] = useState(true)
  const pixels = WIDTHS.find((item) => item.name === width)?.pixels ?? null
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
        <fieldset className="flex max-sm:hidden">
          <legend className="sr-only">Width</legend>
          {WIDTHS.map(({ name: label, icon: Icon, pixels: wide }) => (
            <Tooltip key={label} label={wide ? `${label}, ${wide} px` : label}>
              <Button look="quiet" size="sm" square aria-label={label} aria-pressed={width === label} onClick={() => setWidth(label)} className={clsx(width === label && '!bg-hover !text-ink')}>
                <Icon aria-hidden className="size-4" />
              </Button>
            </Tooltip>
          ))}
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
      <div className={clsx('relative min-h-0 grow overflow-auto bg-sunken', pixels && 'sm:p-4')}>
        <div
          className={clsx('relative mx-auto h-full max-w-full bg-white', pixels && 'sm:overflow-hidden sm:rounded-lg sm:border sm:shadow-card')}
          style={pixels ? { width: pixels } : undefined}
        >
          <iframe
            key={times}
            src={origin + path}
            title={`Preview of ${name}`}
            sandbox={SANDBOX}
            referrerPolicy="no-referrer"
            allow="clipboard-write; fullscreen"
            onLoad={() => setLoading(false)}
            className="h-full w-full border-0"
          />
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
