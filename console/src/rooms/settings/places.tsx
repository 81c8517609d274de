import { useQuery } from '@tanstack/react-query'
import { Gauge, KeyRound, UserRound, UsersRound, Webhook } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { profileQuery, refusal, type Scope } from '@/api/profile'

interface Place {
  to: '/settings/profile' | '/settings/organization' | '/settings/keys' | '/settings/webhooks' | '/settings/usage'
  label: string
  icon: ReactNode
  /** Further words by which it is found. */
  also: string
  needs?: Scope
}

/** The rooms of the settings: one's own, then those of the organization. */
const PLACES: readonly Place[] = [
  { to: '/settings/profile', label: 'Profile', icon: <UserRound aria-hidden />, also: 'name password sessions devices' },
  { to: '/settings/organization', label: 'People', icon: <UsersRound aria-hidden />, also: 'members invite roles organization switch' },
  { to: '/settings/keys', label: 'API keys', icon: <KeyRound aria-hidden />, also: 'token secret rotate revoke', needs: 'keys:read' },
  { to: '/settings/webhooks', label: 'Webhooks', icon: <Webhook aria-hidden />, also: 'deliveries events', needs: 'webhooks:read' },
  { to: '/settings/usage', label: 'Plan and usage', icon: <Gauge aria-hidden />, also: 'plan billing credits limits', needs: 'billing:read' },
]

/** Those that whoever is signed in may look into. */
export function usePlaces(): readonly Place[] {
  const { data } = useQuery(profileQuery)
  return useMemo(() => PLACES.filter(({ needs }) => !needs || !refusal(data, [needs])), [data])
}
