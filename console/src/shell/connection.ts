import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { of, pixell } from '@/api/client'
import { OfflineError } from '@/api/errors'
import { queryClient } from '@/api/query'

const PAUSE = 3_000

let lost = false
const watching = new Set<() => void>()

function setLost(next: boolean) {
  if (lost === next) return
  lost = next
  for (const changed of watching) changed()
}

/** Any question that got no answer makes us wonder whether the server is there. */
function wonder(state: { error: unknown; status: string }) {
  if (state.error instanceof OfflineError) setLost(true)
}
queryClient.getQueryCache().subscribe((event) => event.type === 'updated' && wonder(event.query.state))
queryClient.getMutationCache().subscribe((event) => event.type === 'updated' && wonder(event.mutation.state))

/**
 * Whether the server can be reached. While it cannot, its health is asked for again and again, and at once when the
 * machine finds its network again; once it answers, everything on the page is asked for anew.
 */
export function useConnection(): 'online' | 'offline' {
  const isLost = useSyncExternalStore(
    (changed) => {
      watching.add(changed)
      return () => watching.delete(changed)
    },
    () => lost,
  )
  useEffect(() => {
    const gone = () => setLost(true)
    window.addEventListener('offline', gone)
    return () => window.removeEventListener('offline', gone)
  }, [])
  const health = useQuery({
    queryKey: ['connection'],
    queryFn: () => of(pixell.GET('/pixell/api/health')),
    enabled: isLost,
    refetchInterval: PAUSE,
    networkMode: 'always',
    retry: false,
    gcTime: 0,
  })
  const { refetch } = health
  useEffect(() => {
    if (!isLost) return
    const found = () => void refetch()
    window.addEventListener('online', found)
    return () => window.removeEventListener('online', found)
  }, [isLost, refetch])
  const answeredAt = health.dataUpdatedAt
  useEffect(() => {
    if (!isLost || health.status !== 'success' || answeredAt === 0) return
    setLost(false)
    void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'connection' })
  }, [isLost, health.status, answeredAt])
  return isLost ? 'offline' : 'online'
}
