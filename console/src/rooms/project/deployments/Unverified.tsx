import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ShieldAlert } from 'lucide-react'
import { VerifyButton } from '../checks/VerifyButton'
import { revisionsQuery } from '../queries'

/** The current revision, and the one that would be deployed: the latest that passed its checks. */
export function useDeployable(projectId: string) {
  const { data } = useQuery(revisionsQuery(projectId))
  const head = data?.revisions.find((item) => item.head)
  const verified = data?.revisions.find((item) => item.verified)
  /** Whether every revision was looked at, and none has passed. */
  const isNone = data !== undefined && verified === undefined && data.pagination.total <= data.revisions.length
  return { head, verified, isNone }
}

/** Says that what is current is not what would be deployed, and offers the checks that it lacks. */
export function Unverified({ projectId }: { projectId: string }) {
  const { head, verified, isNone } = useDeployable(projectId)
  if (!head || head.verified) return null
  return (
    <div role="status" className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-warn-soft px-4 py-3 text-sm text-warn">
      <ShieldAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-48 grow">
        Revision {head.number}, the current one, {head.outcome === 'failed' ? 'failed its checks' : 'is not verified'}.{' '}
        {verified && `Deploying releases revision ${verified.number}, the last that passed.`}
        {isNone && 'Nothing can be deployed until a revision passes.'}{' '}
        {head.outcome !== null && (
          <Link to="/projects/$projectId/checks" params={{ projectId }} search={{}} className="underline underline-offset-4">
            See its checks
          </Link>
        )}
      </p>
      <VerifyButton projectId={projectId} look="plain" />
    </div>
  )
}
