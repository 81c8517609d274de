import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { sessionQuery } from '@/api/session'
import { type Around, rootRoute } from '@/shell/root'

interface Search {
  /** Where to go once signed in: an address of the console. */
  next?: string
}

/**
 * Only addresses of our own are kept: `next` comes with a link that anybody may have made. What is refused is said to be
 * undefined, for the router hands on what a validator leaves out.
 */
export function validateSearch(search: Record<string, unknown>): Search {
  const next = typeof search.next === 'string' ? search.next : ''
  return { next: /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : undefined }
}

async function beforeLoad({ context, search }: { context: Around; search: Search }) {
  const session = await context.queryClient.ensureQueryData(sessionQuery)
  if (session) throw redirect({ href: search.next ?? '/' })
}

const component = (name: 'SignIn' | 'SignUp' | 'Forgot') => lazyRouteComponent(() => import('./SignIn'), name)

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch,
  beforeLoad,
  component: component('SignIn'),
})

export const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch,
  beforeLoad,
  component: component('SignUp'),
})

export const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  validateSearch,
  component: component('Forgot'),
})
