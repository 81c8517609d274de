import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
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

/** Who is signed in, in a room that only they see. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new ApiError(401, 'signed_out', 'You are signed out.')
  return data
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

export async function signOut(): Promise<void> {
  await of(pixell.POST('/pixell/api/auth/logout'))
  session.csrfToken = null
  queryClient.clear()
}
