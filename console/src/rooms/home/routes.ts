import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { projectsQuery } from '@/api/projects'
import { signedInRoute } from '@/shell/root'

export interface HomeSearch {
  /** What the projects are searched by. */
  q?: string
  page?: number
}

export const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>): HomeSearch => ({
    q: typeof search.q === 'string' && search.q ? search.q : undefined,
    page: Number(search.page) > 1 ? Math.floor(Number(search.page)) : undefined,
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(projectsQuery({ search: deps.q, page: deps.page })),
  component: lazyRouteComponent(() => import('./Home'), 'Home'),
})

/** The plan of a wish, which is kept by `wish.ts` and not in the address: it may be long. */
export const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/new',
  component: lazyRouteComponent(() => import('./Plan'), 'Plan'),
})
