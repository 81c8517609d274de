import { Gauge, KeyRound, UserRound, UsersRound, Webhook } from 'lucide-react'
import { Suite, type SuiteGroup } from '@/shell/Suite'

const GROUPS: readonly SuiteGroup[] = [
  { label: 'You', rooms: [{ to: '/settings/profile', label: 'Profile', icon: <UserRound aria-hidden /> }] },
  {
    label: 'Organization',
    rooms: [
      { to: '/settings/organization', label: 'People', icon: <UsersRound aria-hidden /> },
      { to: '/settings/keys', label: 'API keys', icon: <KeyRound aria-hidden /> },
      { to: '/settings/webhooks', label: 'Webhooks', icon: <Webhook aria-hidden /> },
      { to: '/settings/usage', label: 'Plan and usage', icon: <Gauge aria-hidden /> },
    ],
  },
]

export function Settings() {
  return <Suite label="Settings" groups={GROUPS} />
}
