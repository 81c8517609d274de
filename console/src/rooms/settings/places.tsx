import { Gauge, KeyRound, UserRound, UsersRound, Webhook } from 'lucide-react'

/** The rooms of the settings: one's own, then those of the organization. */
export const PLACES = [
  { to: '/settings/profile', label: 'Profile', icon: <UserRound aria-hidden />, also: 'name password sessions devices' },
  { to: '/settings/organization', label: 'People', icon: <UsersRound aria-hidden />, also: 'members invite roles organization switch' },
  { to: '/settings/keys', label: 'API keys', icon: <KeyRound aria-hidden />, also: 'token secret rotate revoke' },
  { to: '/settings/webhooks', label: 'Webhooks', icon: <Webhook aria-hidden />, also: 'deliveries events' },
  { to: '/settings/usage', label: 'Plan and usage', icon: <Gauge aria-hidden />, also: 'plan billing credits limits' },
] as const
