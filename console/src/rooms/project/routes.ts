import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { projectQuery } from '@/api/projects'
import { signedInRoute } from '@/shell/root'

export interface ProjectSearch {
  /** The making of the project that is followed, so that it is found again after a reload. */
  operation?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const number = (value: unknown): number | undefined => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined)

const parentRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/projects/$projectId',
  validateSearch: (search: Record<string, unknown>): ProjectSearch => ({ operation: text(search.operation) }),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(projectQuery(params.projectId)),
  component: lazyRouteComponent(() => import('./ProjectRoom'), 'ProjectRoom'),
})

export interface FilesSearch {
  path?: string
  /** The line to go to, from 1. */
  line?: number
}

export interface RevisionsSearch {
  number?: number
  /** The revision it is compared with; its parent, unless said. */
  against?: number
}

/** The preview and the conversation are kept by the room itself, so that going elsewhere and back does not reload them. */
const nothing = () => null
const previewRoute = createRoute({ getParentRoute: () => parentRoute, path: '/', component: nothing })
const conversationRoute = createRoute({ getParentRoute: () => parentRoute, path: '/conversation', component: nothing })
const filesRoute = createRoute({
  getParentRoute: () => parentRoute,
  path: '/files',
  validateSearch: (search: Record<string, unknown>): FilesSearch => ({ path: text(search.path), line: number(search.line) }),
  component: lazyRouteComponent(() => import('./files/Files'), 'Files'),
})
const checksRoute = createRoute({
  getParentRoute: () => parentRoute,
  path: '/checks',
  validateSearch: (search: Record<string, unknown>): { revision?: number } => ({ revision: number(search.revision) }),
  component: lazyRouteComponent(() => import('./checks/Checks'), 'Checks'),
})
const revisionsRoute = createRoute({
  getParentRoute: () => parentRoute,
  path: '/revisions',
  validateSearch: (search: Record<string, unknown>): RevisionsSearch => ({ number: number(search.number), against: number(search.against) }),
  component: lazyRouteComponent(() => import('./revisions/Revisions'), 'Revisions'),
})
const deploymentsRoute = createRoute({
  getParentRoute: () => parentRoute,
  path: '/deployments',
  component: lazyRouteComponent(() => import('./deployments/Deployments'), 'Deployments'),
})
const specRoute = createRoute({
  getParentRoute: () => parentRoute,
  path: '/spec',
  component: lazyRouteComponent(() => import('./spec/SpecPage'), 'SpecPage'),
})

export const projectRoute = parentRoute.addChildren([
  previewRoute,
  conversationRoute,
  filesRoute,
  checksRoute,
  revisionsRoute,
  deploymentsRoute,
  specRoute,
])
