import { createContext, useContext, useEffect, useEffectEvent, type ReactNode } from 'react'
import { api, signedOut } from './api'
import type { AuthState, User } from './types'
import { useResource, type Resource } from './useResource'

const SessionContext = createContext<Resource<AuthState> | null>(null)

/** Who is signed in, if anyone, and what the sign-in pages have to know. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const session = useResource('session', api.auth.state)
  const reload = useEffectEvent(() => session.data?.user && session.reload())

  useEffect(() => {
    const onSignedOut = () => void reload()
    signedOut.addEventListener('signed-out', onSignedOut)
    return () => signedOut.removeEventListener('signed-out', onSignedOut)
  }, [])

  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Resource<AuthState> {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider above it')
  return session
}

/** The person who is signed in. Only for what is shown after sign-in. */
export function useUser(): User {
  const user = useSession().data?.user
  if (!user) throw new Error('useUser needs somebody signed in')
  return user
}
