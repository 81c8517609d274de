import { createRouter } from '@tanstack/react-router'
import { session } from '@/api/client'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/query'
import { homeRoute, newRoute } from '@/rooms/home/routes'
import { projectRoute } from '@/rooms/project/routes'
import { settingsRoute } from '@/rooms/settings/routes'
import { forgotRoute, signInRoute, signUpRoute } from '@/rooms/sign-in/routes'
import { systemRoute } from '@/rooms/system/routes'
import { ErrorState } from '@/ui'
import { rootRoute, signedInRoute } from './root'

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  forgotRoute,
  signedInRoute.addChildren([homeRoute, newRoute, projectRoute, settingsRoute, systemRoute]),
])

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} what="This room" onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

session.onSignedOut = () => {
  if (router.state.location.pathname.startsWith('/sign-')) return
  queryClient.setQueryData(keys.session, null)
  session.csrfToken = null
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } })
}
