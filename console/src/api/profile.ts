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

/** Why somebody may not do what needs all these scopes, in words for them; nothing while nobody knows who they are. */
export function refusal(profile: Pick<Profile, 'role' | 'scopes'> | undefined, scopes: readonly Scope[]): string | undefined {
  if (!profile || scopes.every((scope) => profile.scopes.includes(scope))) return undefined
  const role = profile.role.replace('-', ' ')
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}s may not do this here. An admin can change your role.`
}

/** The same of whoever is signed in: what a button says instead of doing it. */
export function useWhyNot(...scopes: readonly Scope[]): string | undefined {
  const { data } = useQuery(profileQuery)
  return refusal(data, scopes)
}

/** Whether they may do something; while nobody knows yet, no. The server has the last word. */
export function useMay(): (scope: Scope) => boolean {
  const { data } = useQuery(profileQuery)
  return (scope) => data?.scopes.includes(scope) ?? false
}
