import { Compass } from 'lucide-react'
import { ButtonLink } from '../components/Button'
import { EmptyState } from '../components/states'
import { appName } from '../lib/app'

export function NotFoundPage() {
  return (
    <div className="card">
      <title>{`Not found · ${appName}`}</title>
      <h1 className="sr-only">Not found</h1>
      <EmptyState icon={Compass} title="There is no such page" hint="It may have moved, or it is not for your role.">
        <ButtonLink to="/">Back to the start</ButtonLink>
      </EmptyState>
    </div>
  )
}
