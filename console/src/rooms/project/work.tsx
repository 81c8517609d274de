import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { isOver, type Operation, useOperation, type Watched } from '@/api/operations'
import { tell, tellFault } from '@/ui'

const FROM = '/signed-in/projects/$projectId'

export const useProjectId = () => useParams({ from: FROM }).projectId

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
  refine: 'The change is made',
  verify: 'All checks passed',
  rollback: 'The earlier release serves again',
  deploy: 'Released',
  restore: 'Restored',
}
const NOT_DONE: Record<string, string> = {
  refine: 'The change was not made',
  verify: 'The checks did not pass',
  rollback: 'Not rolled back',
  deploy: 'Not released',
  restore: 'Not restored',
}

function say(ended: Operation) {
  if (ended.status === 'succeeded') tell(DONE[ended.kind] ?? 'Done')
  else if (ended.status === 'cancelled') tell('Called off')
  else tellFault(NOT_DONE[ended.kind] ?? 'It did not work out', new Error(ended.error ?? ''))
}

/** The one piece of work on the project that is followed; which one is in the address, so a reload finds it again. */
export function WorkProvider({ children }: { children: ReactNode }) {
  const { work: id = null } = useSearch({ from: FROM })
  const navigate = useNavigate({ from: '/projects/$projectId' })
  const watched = useOperation(id, say)
  const work = useMemo<Work>(() => {
    const put = (next: string | undefined) => void navigate({ to: '.', search: (now) => ({ ...now, work: next }), replace: true })
    const isBusy = id !== null && !watched.error && (watched.operation === null || !isOver(watched.operation))
    return { ...watched, id, isBusy, follow: put, forget: () => put(undefined) }
  }, [watched, id, navigate])
  return <Followed value={work}>{children}</Followed>
}
