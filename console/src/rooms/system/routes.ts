import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '@/shell/root'

const suiteRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/system',
  component: lazyRouteComponent(() => import('./System'), 'System'),
})

const healthRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./Health'), 'Health'),
})

export interface WorkSearch {
  status?: string
  page?: number
}

function page(search: Record<string, unknown>): { page?: number } {
  const number = Number(search.page)
  return Number.isInteger(number) && number > 1 ? { page: number } : {}
}

const workRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/operations',
  validateSearch: (search: Record<string, unknown>): WorkSearch => ({
    ...page(search),
    ...(typeof search.status === 'string' && { status: search.status }),
  }),
  component: lazyRouteComponent(() => import('./Operations'), 'Operations'),
})

export interface MailSearch {
  page?: number
  /** The mail that is read. */
  mail?: string
}

const mailRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/mail',
  validateSearch: (search: Record<string, unknown>): MailSearch => ({
    ...page(search),
    ...(typeof search.mail === 'string' && { mail: search.mail }),
  }),
  component: lazyRouteComponent(() => import('./Mail'), 'Mail'),
})

export const systemRoute = suiteRoute.addChildren([healthRoute, workRoute, mailRoute])
