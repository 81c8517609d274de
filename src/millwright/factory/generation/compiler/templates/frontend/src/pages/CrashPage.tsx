import { useRouteError } from 'react-router'
import { ErrorState } from '../components/states'
import { messageOf } from '../lib/api'

export function CrashPage() {
  return <ErrorState error={new Error(messageOf(useRouteError()))} onRetry={() => location.reload()} />
}
