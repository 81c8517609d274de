import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { projectQuery } from '@/api/projects'
import { signedInRoute } from '@/shell/root'

export interface ProjectSearch {
  /** The operation that is followed, so that it is found again after a reload. */
  operation?: string
}

export const projectRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/projects/$projectId',
  validateSearch: (search: Record<string, unknown>): ProjectSearch =>
    ({ operation: typeof search.operation === 'string' ? search.operation : undefined }),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(projectQuery(params.projectId)),
  component: lazyRouteComponent(() => import('./ProjectRoom'), 'ProjectRoom'),
})
