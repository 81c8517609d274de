import { Suite } from '@/shell/Suite'
import { usePlaces } from './places'

export function Settings() {
  const places = usePlaces()
  const groups = [
    { label: 'You', rooms: places.slice(0, 1) },
    { label: 'Organization', rooms: places.slice(1) },
  ]
  return <Suite label="Settings" groups={groups} />
}
