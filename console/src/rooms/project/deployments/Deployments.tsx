import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Rocket, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useWhyNot } from '@/api/profile'
import { projectQuery } from '@/api/projects'
import { Badge, Button, type Column, Confirm, EmptyState, ErrorState, Loading, seconds, Skeleton, Table, Time, type Tone } from '@/ui'
import { OutcomeBadge } from '../checks/Outcome'
import { type Deployment, deploymentsQuery, servingIn } from '../queries'
import { useProjectId, useWork } from '../work'
import { type Environment, useDeploy } from './deploying'
import { EnvironmentCard } from './EnvironmentCard'
import { goalsIn } from './goals'
import { RollBack } from './RollBack'
import { Unverified, useDeployable } from './Unverified'

export const STATUS: Record<string, { tone: Tone; label: string; live?: boolean }> = {
  pending: { tone: 'neutral', label: 'Waiting', live: true },
  building: { tone: 'accent', label: 'Starting', live: true },
  ready: { tone: 'ok', label: 'Live' },
  failed: { tone: 'bad', label: 'Failed' },
  stopped: { tone: 'neutral', label: 'Stopped' },
}

export function DeploymentStatus({ deployment: { status, environment } }: { deployment: Deployment }) {
  const { tone, label, live } = STATUS[status] ?? { tone: 'neutral' as const, label: status }
  return (
    <Badge tone={tone} live={live} dot>
      {status === 'ready' && environment === 'preview' ? 'Running' : label}
    </Badge>
  )
}

const POLL = 4_000
const isMoving = (item: Deployment) => item.status === 'pending' || item.status === 'building'

/** Where the application runs: its preview and its production, and all that ran there before. */
export function Deployments() {
  const projectId = useProjectId()
  const project = useQuery(projectQuery(projectId))
  const found = useQuery({
    ...deploymentsQuery(projectId),
    refetchInterval: (query) => (query.state.data?.deployments.some(isMoving) ? POLL : false),
  })
  if (found.error && !found.data) return <ErrorState error={found.error} what="The deployments" onRetry={() => void found.refetch()} className="h-full" />
  if (!found.data) return <DeploymentsSkeleton />
  const preview = servingIn('preview', found.data)
  const production = servingIn('production', found.data)
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-5 sm:px-6 sm:py-8">
        <h2 className="text-lg">Deployments</h2>
        <Unverified projectId={projectId} />
        <div className="mt-5 flex flex-col gap-4">
          {preview ? (
            <EnvironmentCard key={preview.id} projectId={projectId} title="Preview" deployment={preview} all={found.data} />
          ) : (
            <EmptyState framed title="No preview yet">
              A revision that passes its checks is deployed to the preview automatically.
            </EmptyState>
          )}
          {production ? (
            <EnvironmentCard key={production.id} projectId={projectId} title="Production" deployment={production} all={found.data}>
              <ToProduction projectId={projectId} name={project.data?.name ?? 'It'} serving={production} />
            </EnvironmentCard>
          ) : (
            <EmptyState
              framed
              icon={<Rocket aria-hidden />}
              title="Not in production"
              action={preview && <ToProduction projectId={projectId} name={project.data?.name ?? 'It'} />}
            >
              Production has its own address and its own data, and no demo accounts.
            </EmptyState>
          )}
        </div>
        <History projectId={projectId} deployments={found.data} />
      </div>
    </div>
  )
}

/** Left out while there is nothing to deploy, which the page says with an offer of checks; or nothing that is not live. */
function ToProduction({ projectId, name, serving }: { projectId: string; name: string; serving?: Deployment }) {
  const [asks, setAsks] = useState(false)
  const deploy = useDeploy(projectId)
  const { isBusy } = useWork()
  const whyNot = useWhyNot('deployments:write')
  const { verified, isNone } = useDeployable(projectId)
  if (isNone || (serving?.status === 'ready' && serving.revision === verified?.number)) return null
  return (
    <>
      <Button look={serving ? 'plain' : 'primary'} disabled={isBusy} whyNot={whyNot} icon={<Rocket aria-hidden className="size-3.5" />} onClick={() => setAsks(true)}>
        {serving ? `Deploy ${verified ? `revision ${verified.number}` : 'the verified revision'}` : 'Deploy to production'}
      </Button>
      <Confirm open={asks} onClose={() => setAsks(false)} title="Deploy to production?" action="Deploy" harmless onConfirm={() => deploy.mutateAsync('production')}>
        {name} is deployed as it was last verified{verified && `, in revision ${verified.number}`}. {serving ? 'The current version serves until the new one is live. Data stays.' : 'It starts without data or accounts. Create the first account with its set-up token.'}
      </Confirm>
    </>
  )
}

const COLUMNS: readonly Column<Deployment>[] = [
  { name: 'environment', label: 'Environment', cell: (item) => <span className="capitalize">{item.environment}</span> },
  { name: 'status', label: 'Status', cell: (item) => <DeploymentStatus deployment={item} /> },
  {
    name: 'revision',
    label: 'Revision',
    className: 'tabular w-full min-w-28',
    cell: (item) => (
      <>
        <Link
          to="/projects/$projectId/revisions"
          params={{ projectId: item.projectId }}
          search={{ number: item.revision }}
          className="whitespace-nowrap underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          Revision {item.revision}
        </Link>{' '}
        {item.outcome !== 'passed' && <OutcomeBadge outcome={item.outcome} />}
        <span className="block text-xs text-faint sm:hidden">
          <Time at={item.createdAt} />
        </span>
        {item.error && <span className="line-clamp-2 text-xs break-words text-faint">{item.error}</span>}
      </>
    ),
  },
  { name: 'time', label: 'Build time', wide: true, className: 'tabular whitespace-nowrap text-faint', cell: (item) => (item.buildTime === null ? '' : seconds(item.buildTime)) },
  { name: 'when', label: 'Deployed', wide: true, className: 'text-faint whitespace-nowrap', cell: (item) => <Time at={item.createdAt} /> },
]

/** Goes back to what ran before, from its row. */
function GoBack({ to, onAsk }: { to: Deployment; onAsk: () => void }) {
  const { isBusy } = useWork()
  const whyNot = useWhyNot('deployments:write', 'projects:write')
  return (
    <Button
      size="sm"
      look="quiet"
      disabled={isBusy}
      whyNot={whyNot}
      icon={<Undo2 aria-hidden className="size-3.5" />}
      aria-label={`Roll ${to.environment} back to revision ${to.revision}`}
      onClick={onAsk}
    >
      <span className="max-sm:sr-only">Roll back</span>
    </Button>
  )
}

function History({ projectId, deployments }: { projectId: string; deployments: readonly Deployment[] }) {
  const [goal, setGoal] = useState<Deployment | null>(null)
  const [asks, setAsks] = useState(false)
  if (deployments.length === 0) return null
  const goals = new Set(['preview', 'production'].flatMap((environment) => goalsIn(environment, deployments)))
  const back: Column<Deployment> = {
    name: 'back',
    label: 'Roll back',
    bare: true,
    className: 'py-1 text-right max-sm:px-1',
    cell: (item) =>
      goals.has(item) && (
        <GoBack
          to={item}
          onAsk={() => {
            setGoal(item)
            setAsks(true)
          }}
        />
      ),
  }
  return (
    <section aria-label="All deployments" className="mt-10">
      <h3 className="mb-2 text-sm">All deployments</h3>
      <Table label="All deployments" columns={[...COLUMNS, back]} rows={deployments} keyOf={(item) => item.id} />
      {goal && <RollBack key={goal.id} projectId={projectId} environment={goal.environment as Environment} revision={goal.revision} open={asks} onClose={() => setAsks(false)} />}
    </section>
  )
}

function DeploymentsSkeleton() {
  return (
    <Loading label="Loading the deployments" className="mx-auto max-w-3xl px-4 py-5 sm:px-6 sm:py-8">
      <Skeleton className="h-6 w-40" />
      <Skeleton className="mt-5 h-44 w-full" />
      <Skeleton className="mt-4 h-44 w-full" />
    </Loading>
  )
}
