import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowUpRight, Ellipsis, KeyRound, Power, Square, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useWhyNot } from '@/api/profile'
import { Button, buttonClass, CheckField, Confirm, CopyField, Menu, MenuItem, tellFault, Time } from '@/ui'
import { NotRun, OutcomeBadge } from '../checks/Outcome'
import type { Deployment } from '../queries'
import { useWork } from '../work'
import { DeploymentStatus } from './Deployments'
import { type Environment, useDeploy } from './deploying'
import { DeploymentLog } from './DeploymentLog'

interface Props {
  projectId: string
  title: string
  deployment: Deployment
  all: readonly Deployment[]
  children?: ReactNode
}

/** One environment: whether it answers, where, what it writes; stop, start and going back. */
export function EnvironmentCard({ projectId, title, deployment, all, children }: Props) {
  const { isBusy } = useWork()
  const deploy = useDeploy(projectId)
  const whyNot = useWhyNot('deployments:write')
  const mayNotGoBack = useWhyNot('deployments:write', 'projects:write')
  const [asks, setAsks] = useState<'stop' | 'back' | null>(null)
  const environment = deployment.environment as Environment
  const isUp = deployment.status === 'ready'
  const earlier = earlierThan(deployment, all)
  return (
    <section aria-label={title} className="rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-3.5">
        <h3 className="flex items-center gap-2.5 text-base">
          {title}
          <DeploymentStatus deployment={deployment} />
          <Link
            to="/projects/$projectId/revisions"
            params={{ projectId }}
            search={{ number: deployment.revision }}
            className="tabular text-sm font-normal text-muted underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            Revision {deployment.revision}
          </Link>
          {deployment.outcome !== 'passed' && <OutcomeBadge outcome={deployment.outcome} />}
        </h3>
        <p className="text-xs text-faint">
          Deployed <Time at={deployment.createdAt} />
        </p>
      </div>
      {deployment.error && <p className="mx-4 mt-3 rounded-md bg-bad-soft px-3 py-2 text-sm break-words text-bad">{deployment.error}</p>}
      <NotRun of={deployment} className="mx-4 mt-3" />
      {deployment.artifactUrl && (
        <div className="mx-4 mt-3">
          <CopyField text={deployment.artifactUrl} label={`Address of ${title.toLowerCase()}`} />
          {isLoopback(deployment.artifactUrl) && <p className="mt-1 text-xs text-faint">Only reachable from this machine.</p>}
        </div>
      )}
      <div className="flex flex-wrap gap-2 px-4 py-3.5">
        {isUp && deployment.artifactUrl && (
          <a href={deployment.artifactUrl} target="_blank" rel="noopener noreferrer" className={buttonClass()}>
            Open <ArrowUpRight aria-hidden className="size-3.5" />
          </a>
        )}
        {children}
        {isUp ? (
          <Button icon={<Square aria-hidden className="size-3 fill-current" />} disabled={isBusy} whyNot={whyNot} onClick={() => setAsks('stop')}>
            Stop
          </Button>
        ) : (
          <Button icon={<Power aria-hidden className="size-3.5" />} busy={deploy.isPending} disabled={isBusy} whyNot={whyNot} onClick={() => deploy.mutate(environment)}>
            Start
          </Button>
        )}
        {environment === 'production' && <SetUpToken deployment={deployment} whyNot={whyNot} />}
        {isUp && earlier !== undefined && (
          <Menu
            trigger={
              <Button look="quiet" square aria-label={`More actions for ${title.toLowerCase()}`} className="ml-auto">
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            }
          >
            <MenuItem icon={<Undo2 aria-hidden />} disabled={isBusy} whyNot={mayNotGoBack} onSelect={() => setAsks('back')}>
              Roll back to revision {earlier}
            </MenuItem>
          </Menu>
        )}
      </div>
      <DeploymentLog deployment={deployment} />
      <Stop projectId={projectId} deployment={deployment} title={title} open={asks === 'stop'} onClose={() => setAsks(null)} />
      <RollBack projectId={projectId} environment={environment} revision={earlier} open={asks === 'back'} onClose={() => setAsks(null)} />
    </section>
  )
}

const LOOPBACK = /^(localhost|\[::1\]|127\..*|.*\.localhost)$/

/** Whether an address is that of the machine itself, whichever that is: it leads nowhere from another one. */
const isLoopback = (url: string) => LOOPBACK.test(new URL(url).hostname)

/** The number of the revision that a rollback goes to: the latest before the one that is live that has been live too. */
function earlierThan(live: Deployment, all: readonly Deployment[]): number | undefined {
  const numbers = all
    .filter((item) => item.environment === live.environment && item.artifactUrl !== null && item.status !== 'failed' && item.revision < live.revision)
    .map((item) => item.revision)
  return numbers.length > 0 ? Math.max(...numbers) : undefined
}

interface AskProps {
  projectId: string
  open: boolean
  onClose: () => void
}

function Stop({ projectId, deployment, title, open, onClose }: AskProps & { deployment: Deployment; title: string }) {
  const client = useQueryClient()
  const stop = async () => {
    await of(aibuild.POST('/aibuild/v1/deployments/{deployment_id}/stop', { params: { path: { deployment_id: deployment.id } } }))
    await client.invalidateQueries({ queryKey: keys.project(projectId) })
  }
  return (
    <Confirm open={open} onClose={onClose} title={`Stop ${title.toLowerCase()}?`} action="Stop" onConfirm={stop}>
      Nobody can use it until you start it again. Its data is kept.
    </Confirm>
  )
}

function RollBack({ projectId, environment, revision, open, onClose }: AskProps & { environment: Environment; revision: number | undefined }) {
  const [withData, setWithData] = useState(false)
  const { follow } = useWork()
  const client = useQueryClient()
  const back = async () => {
    const started = await of(
      aibuild.POST('/aibuild/v1/projects/{project_id}/rollback', {
        params: { path: { project_id: projectId } },
        body: { environment, revision, restoreData: withData },
      }),
    )
    void client.invalidateQueries({ queryKey: keys.project(projectId) })
    follow(started.operationId)
  }
  return (
    <Confirm open={open} onClose={onClose} title={`Roll back to revision ${revision}?`} action="Roll back" harmless onConfirm={back}>
      <p>
        The deployment of revision {revision} goes live again, exactly as it was
        {environment === 'preview' && ', and its files become current'}. Later revisions stay in the history.
      </p>
      <CheckField
        className="mt-3 text-ink"
        label="Restore the data too, if needed"
        hint="If the data model has changed since, the earlier deployment cannot read the data. Rows entered since then are kept only in a snapshot."
        checked={withData}
        onChange={(event) => setWithData(event.target.checked)}
      />
    </Confirm>
  )
}

/** Shown when asked for: whoever has it makes the first account of the application. */
function SetUpToken({ deployment, whyNot }: { deployment: Deployment; whyNot: string | undefined }) {
  const show = useMutation({
    mutationFn: () =>
      of(aibuild.GET('/aibuild/v1/deployments/{deployment_id}/setup-token', { params: { path: { deployment_id: deployment.id } } })),
    onError: (error) => tellFault('Could not get the set-up token', error),
  })
  if (show.data) {
    return (
      <div className="w-full">
        <p className="mb-1.5 text-xs text-muted">Open the application and enter this token to create its first account. Anyone with the token can.</p>
        <CopyField text={show.data.setupToken} label="Set-up token" />
      </div>
    )
  }
  return (
    <Button icon={<KeyRound aria-hidden className="size-3.5" />} busy={show.isPending} whyNot={whyNot} onClick={() => show.mutate()}>
      Set-up token
    </Button>
  )
}
