import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { of, pixell, type Px, session } from './client'
import { ApiError } from './errors'
import { keys } from './keys'
import { queryClient } from './query'

export type Session = Px['SessionResponse']

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      const found = await of(pixell.GET('/pixell/api/auth/session'))
      session.csrfToken = (found as { csrfToken?: string }).csrfToken ?? null
      return found
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

/** In place of a token that no longer holds; where somebody else has signed in, what was kept is asked for as them. */
session.onStaleToken = async () => {
  const before = queryClient.getQueryData(sessionQuery.queryKey)
  const now = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
  const isSame = now !== null && now.user.id === before?.user.id && now.organization.id === before.organization.id
  if (!isSame) void queryClient.resetQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] })
  return isSame
}

/** Who is signed in, in a room that only they see; as the session ends, who it was until the router has led away. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  const [known, setKnown] = useState(data)
  if (data && data !== known) setKnown(data)
  const shown = data ?? known
  if (!shown) throw new ApiError(401, 'signed_out', 'You are signed out.')
  return shown
}

/** The organization that the session acts for, with the role of whoever is signed in. */
export function useOrganization() {
  return useQuery({
    queryKey: [...keys.organizations, 'current'],
    queryFn: () => of(pixell.GET('/pixell/api/organizations/current')),
    staleTime: 60_000,
  })
}

export async function signIn(email: string, password: string, rememberMe: boolean): Promise<void> {
  await of(pixell.POST('/pixell/api/auth/login', { body: { email, password, rememberMe } }))
  queryClient.clear()
  await queryClient.fetchQuery(sessionQuery)
}

/** What a room keeps in memory of somebody's words, forgotten when they sign out: `forgetting.add(() => …)`. */
export const forgetting = new Set<() => void>()

/** Ends the session; the next person at this tab finds nothing of theirs. What merely expires keeps what was typed. */
export async function signOut(): Promise<void> {
  await of(pixell.POST('/pixell/api/auth/logout'))
  session.csrfToken = null
  for (const forget of forgetting) forget()
  sessionStorage.clear()
  queryClient.clear()
}
