import { Suite, type SuiteGroup } from '@/shell/Suite'
import { PLACES } from './places'

const [profile, ...shared] = PLACES
const GROUPS: readonly SuiteGroup[] = [
  { label: 'You', rooms: [profile] },
  { label: 'Organization', rooms: shared },
]

export function Settings() {
  return <Suite label="Settings" groups={GROUPS} />
}
