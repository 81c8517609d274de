import { queryOptions, useQuery } from '@tanstack/react-query'
import { aibuild, type Ai, of } from './client'
import { keys } from './keys'

export type Profile = Ai['ProfileOut']
export type Scope = Profile['scopes'][number]

/** Whoever is signed in: their name, their role, and what they may do where they act now. */
export const profileQuery = queryOptions({
  queryKey: keys.profile,
  queryFn: () => of(aibuild.GET('/aibuild/v1/profile')),
  staleTime: 60_000,
})

/** Whether they may do something; while nobody knows yet, no. The server has the last word. */
export function useMay(): (scope: Scope) => boolean {
  const { data } = useQuery(profileQuery)
  return (scope) => data?.scopes.includes(scope) ?? false
}
