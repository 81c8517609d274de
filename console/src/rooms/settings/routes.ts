import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '@/shell/root'

export const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./Settings'), 'Settings'),
})
