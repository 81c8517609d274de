import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { isOver, type Operation, useOperation, type Watched } from '@/api/operations'
import type { Project } from '@/api/projects'
import { tell, tellFault } from '@/ui'

export const useProjectId = () => useParams({ from: '/signed-in/projects/$projectId' }).projectId

export interface Work extends Watched {
  id: string | null
  /** Whether something is being done to the project now. */
  isBusy: boolean
  /** Shows how far an operation is, wherever one is in the room. */
  follow: (operationId: string) => void
  forget: () => void
}

const Followed = createContext<Work | null>(null)

export function useWork(): Work {
  const work = use(Followed)
  if (!work) throw new Error('useWork belongs into the project room')
  return work
}

const DONE: Record<string, string> = {
  refine: 'Change complete',
  verify: 'All checks passed',
  rollback: 'Rolled back',
  deploy: 'Deployed',
}
const NOT_DONE: Record<string, string> = {
  refine: 'The change failed',
  verify: 'Checks failed',
  rollback: 'Rollback failed',
  deploy: 'Deployment failed',
}

const done = ({ kind, result }: Operation) =>
  kind === 'verify' && result?.verified !== true ? 'Deployed; not all checks could be run' : (DONE[kind] ?? 'Done')

function say(ended: Operation) {
  if (ended.status === 'succeeded') tell(done(ended))
  else if (ended.status === 'cancelled') tell('Cancelled')
  else tellFault(NOT_DONE[ended.kind] ?? 'Something went wrong', new Error(ended.error ?? ''))
}

const POLL = 4_000

/** What is being done to the project now, whoever has asked for it and wherever. */
function useRunning(project: Project, isBusy: boolean): string | null {
  const { data } = useQuery({
    queryKey: keys.of(project.id, 'running'),
    queryFn: () => of(aibuild.GET('/aibuild/v1/operations', { params: { query: { projectId: project.id, status: 'queued,running', limit: 1 } } })),
    refetchInterval: project.status === 'building' && !isBusy ? POLL : false,
  })
  return data?.operations[0]?.id ?? null
}

/** The one piece of work on the project that is followed: what was asked for here, or is found to be going on. */
export function WorkProvider({ project, children }: { project: Project; children: ReactNode }) {
  const [id, follow] = useState<string | null>(null)
  const [forgotten, setForgotten] = useState<string | null>(null)
  const watched = useOperation(id, say)
  const isBusy = id !== null && !watched.error && (watched.operation === null || !isOver(watched.operation))
  const running = useRunning(project, isBusy)
  if (running !== null && !isBusy && running !== id && running !== forgotten) follow(running)
  const work = useMemo<Work>(() => {
    const forget = () => {
      setForgotten(id)
      follow(null)
    }
    return { ...watched, id, isBusy, follow, forget }
  }, [watched, id, isBusy])
  return <Followed value={work}>{children}</Followed>
}
