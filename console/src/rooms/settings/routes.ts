import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { signedInRoute } from '@/shell/root'

interface Paged {
  page?: number
}

function paged(search: Record<string, unknown>): Paged {
  const page = Number(search.page)
  return Number.isInteger(page) && page > 1 ? { page } : {}
}

const suiteRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./Settings'), 'Settings'),
})

const indexRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true })
  },
})

const profileRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile/Profile'), 'Profile'),
})

const organizationRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/organization',
  component: lazyRouteComponent(() => import('./organization/Organization'), 'Organization'),
})

const keysRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/keys',
  validateSearch: paged,
  component: lazyRouteComponent(() => import('./keys/Keys'), 'Keys'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/Webhooks'), 'Webhooks'),
})

export interface DeliverySearch extends Paged {
  status?: string
  /** The delivery that is looked at. */
  delivery?: string
}

const webhookRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/webhooks/$webhookId',
  validateSearch: (search: Record<string, unknown>): DeliverySearch => ({
    ...paged(search),
    ...(typeof search.status === 'string' && { status: search.status }),
    ...(typeof search.delivery === 'string' && { delivery: search.delivery }),
  }),
  component: lazyRouteComponent(() => import('./webhooks/Webhook'), 'Webhook'),
})

const usageRoute = createRoute({
  getParentRoute: () => suiteRoute,
  path: '/usage',
  component: lazyRouteComponent(() => import('./usage/Usage'), 'Usage'),
})

export const settingsRoute = suiteRoute.addChildren([
  indexRoute,
  profileRoute,
  organizationRoute,
  keysRoute,
  webhooksRoute,
  webhookRoute,
  usageRoute,
])
