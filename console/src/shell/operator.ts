import { useQuery } from '@tanstack/react-query'
import { aibuild } from '@/api/client'

/** Whether whoever is signed in looks after the installation: its mail is theirs to read, and nobody else's. */
export function useIsOperator(): boolean {
  const { data } = useQuery({
    queryKey: ['operator'],
    queryFn: async () => {
      const { response } = await aibuild.GET('/aibuild/v1/mail', { params: { query: { limit: 1 } } })
      return response.ok
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? false
}
