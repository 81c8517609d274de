import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowUpRight, Ellipsis, KeyRound, Power, Square, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useWhyNot } from '@/api/profile'
import { Button, buttonClass, Confirm, CopyField, Menu, MenuItem, tellFault, Time } from '@/ui'
import { NotRun, OutcomeBadge } from '../checks/Outcome'
import type { Deployment } from '../queries'
import { useWork } from '../work'
import { DeploymentStatus } from './Deployments'
import { type Environment, useDeploy } from './deploying'
import { DeploymentLog } from './DeploymentLog'
import { RollBack } from './RollBack'
import { goalsIn } from './goals'

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
  const earlier = goalsIn(environment, all).find((item) => item.revision < deployment.revision)?.revision
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
      <div className="flex items-start gap-2 px-4 py-3.5">
        <div className="flex min-w-0 grow flex-wrap gap-2">
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
        </div>
        {isUp && earlier !== undefined && (
          <Menu
            trigger={
              <Button look="quiet" square aria-label={`More actions for ${title.toLowerCase()}`} className="shrink-0">
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
      {earlier !== undefined && <RollBack projectId={projectId} environment={environment} revision={earlier} open={asks === 'back'} onClose={() => setAsks(null)} />}
    </section>
  )
}

const LOOPBACK = /^(localhost|\[::1\]|127\..*|.*\.localhost)$/

/** Whether an address is that of the machine itself, whichever that is: it leads nowhere from another one. */
const isLoopback = (url: string) => LOOPBACK.test(new URL(url).hostname)

interface StopProps {
  projectId: string
  deployment: Deployment
  title: string
  open: boolean
  onClose: () => void
}

function Stop({ projectId, deployment, title, open, onClose }: StopProps) {
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
