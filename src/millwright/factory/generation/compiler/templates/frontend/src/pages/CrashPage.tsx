import { useRouteError } from 'react-router'
import { ErrorState } from '../components/states'
import { messageOf } from '../lib/api'

/** What is left when a page fails to draw itself. */
export function CrashPage() {
  return <ErrorState error={new Error(messageOf(useRouteError()))} onRetry={() => location.reload()} />
}
