import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '@/api/session'
import { EmptyState, ErrorState } from '@/ui'
import { Frame } from './Frame'

export interface Around {
  queryClient: QueryClient
}

export const rootRoute = createRootRouteWithContext<Around>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <ErrorState error={error} what="The console" onRetry={reset} className="min-h-dvh" />,
  notFoundComponent: () => (
    <EmptyState
      title="Page not found"
      action={
        <a href="/" className="text-accent-ink underline underline-offset-4">
          Go to projects
        </a>
      }
      className="min-h-[60dvh]"
    >
      There is no page at this address.
    </EmptyState>
  ),
})

/** Everything that only somebody who is signed in sees. Whoever is not signs in, and comes back to where they were. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
  },
})
