import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, RotateCw } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { isOver, useOperation } from '@/api/operations'
import { useWhyNot } from '@/api/profile'
import type { Project } from '@/api/projects'
import { wishedQuery } from '@/rooms/home/planning'
import { wish } from '@/rooms/home/wish'
import { Button, Confirm, ErrorState, tellFault } from '@/ui'
import { Log } from './Log'
import { OperationProgress } from './OperationProgress'
import { Trouble } from './Trouble'

interface Props {
  project: Project
  operationId: string
  /** Called when there is an application to look at. */
  onDone: () => void
}

/** An application coming about, as it happens; and when it does not, why, and what one can do. */
export function Making({ project, operationId, onDone }: Props) {
  const { operation, log, link, error } = useOperation(operationId)
  const isThere = operation?.status === 'succeeded'
  const leave = useEffectEvent(onDone)
  useEffect(() => {
    if (isThere) leave()
  }, [isThere])
  const [asksToCancel, setAsksToCancel] = useState(false)
  const retry = useRetry(project.id, operationId)
  const whyNot = useWhyNot('projects:write')
  const isEnded = operation !== null && isOver(operation)
  const given = useGivenName(project, isEnded && !isThere)
  if (error) return <ErrorState error={error} what="The progress" />
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-8 sm:px-6 sm:py-14">
      {/* A phone has no header in a project, and what is being built has no bar of its own yet. */}
      <Link to="/" className="-mt-5 mb-2 inline-flex min-h-11 items-center gap-1.5 rounded-sm text-sm text-muted hover:text-ink sm:hidden">
        <ArrowLeft aria-hidden className="size-3.5" />
        Projects
      </Link>
      <p className="text-sm text-muted">{isEnded ? 'Not built' : 'Building'}</p>
      <h1 className="mt-0.5 text-2xl">{project.name}</h1>
      <blockquote className="mt-3 line-clamp-3 border-l-2 border-line-strong pl-3 text-sm break-words text-muted">{project.prompt}</blockquote>

      <OperationProgress operation={operation} link={link} className="mt-8" />

      {operation?.status === 'failed' && <Trouble operation={operation} />}
      {operation?.status === 'cancelled' && (
        <p role="status" className="mt-6 rounded-lg border bg-surface px-4 py-3 text-sm text-muted">
          You cancelled it. Only your prompt was kept.
        </p>
      )}

      <div className="mt-6 flex flex-wrap gap-2">
        {!isEnded && (
          <Button onClick={() => setAsksToCancel(true)} disabled={!operation} whyNot={whyNot}>
            Cancel
          </Button>
        )}
        {isThere && (
          <Button look="primary" onClick={onDone}>
            Open the project
          </Button>
        )}
        {isEnded && operation.status !== 'succeeded' && (
          <>
            <Button look="primary" busy={retry.isPending} whyNot={whyNot} icon={<RotateCw aria-hidden className="size-3.5" />} onClick={() => retry.mutate()}>
              Try again
            </Button>
            <Link to="/" onClick={() => wish.again(project.prompt, given)} className="inline-flex h-8 items-center rounded-md px-3 text-sm font-medium text-muted hover:bg-hover hover:text-ink">
              Edit prompt
            </Link>
          </>
        )}
      </div>
      <Log lines={log} open={operation?.status === 'failed'} />
      <Confirm
        open={asksToCancel}
        onClose={() => setAsksToCancel(false)}
        title="Cancel this build?"
        action="Cancel build"
        onConfirm={() => of(aibuild.POST('/aibuild/v1/operations/{operation_id}/cancel', { params: { path: { operation_id: operationId } } }))}
      >
        What has been built so far is discarded. You can start again from the same prompt.
      </Confirm>
    </div>
  )
}

/** What somebody called it; null where the prompt itself suggests that name, and other words may suggest another. */
function useGivenName({ prompt, name }: Project, enabled: boolean): string | null {
  const suggested = useQuery({ ...wishedQuery(prompt, null), enabled, retry: false })
  return suggested.data?.name === name ? null : name
}

/** Asks for the same work again, as a new operation, and follows that one. */
function useRetry(projectId: string, operationId: string) {
  const navigate = useNavigate()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => of(aibuild.POST('/aibuild/v1/operations/{operation_id}/retry', { params: { path: { operation_id: operationId } } })),
    onSuccess: async (next) => {
      void client.invalidateQueries({ queryKey: keys.projects })
      await navigate({ to: '/projects/$projectId', params: { projectId }, search: { operation: next.id }, replace: true })
    },
    onError: (error) => tellFault('Could not retry', error),
  })
}
