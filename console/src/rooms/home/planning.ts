import { queryOptions } from '@tanstack/react-query'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'

/** What an application of these words would have; `name` in place of the one that they suggest. */
export const wishedQuery = (words: string, name: string | null) =>
  queryOptions({
    queryKey: keys.plan(words, name),
    queryFn: () => of(aibuild.POST('/aibuild/v1/plans', { body: { prompt: words, name } })),
    enabled: words !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
