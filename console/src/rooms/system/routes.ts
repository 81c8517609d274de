import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '@/shell/root'

export const systemRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/system',
  component: lazyRouteComponent(() => import('./System'), 'System'),
})
