import { queryOptions } from '@tanstack/react-query'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import type { Spec } from './spec/shape'

export type Deployment = Ai['DeploymentOut']
export type Revision = Ai['RevisionOut']

const NEWEST = { page: 1, limit: 50 }
const at = (project_id: string) => ({ path: { project_id } })

/** The deployments of a project, the newest first. */
export const deploymentsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.of(id, 'deployments'),
    queryFn: () =>
      of(aibuild.GET('/aibuild/v1/projects/{project_id}/deployments', { params: { ...at(id), query: NEWEST } })),
    select: (found) => found.deployments,
  })

/** What the head was compiled from; nobody has to have edited it by hand, so its shape is the compiler's. */
export const specQuery = (id: string) =>
  queryOptions({
    queryKey: keys.of(id, 'spec'),
    queryFn: async () =>
      (await of(aibuild.GET('/aibuild/v1/projects/{project_id}/spec', { params: at(id) }))) as unknown as Spec,
    staleTime: 30_000,
  })

/** The same in words. */
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: keys.of(id, 'plan'),
    queryFn: () => of(aibuild.GET('/aibuild/v1/projects/{project_id}/plan', { params: at(id) })),
    staleTime: 30_000,
  })

/** The revisions of a project, the latest first. */
export const revisionsQuery = (id: string, page = 1, limit = 50) =>
  queryOptions({
    queryKey: keys.of(id, 'revisions', page, limit),
    queryFn: () =>
      of(aibuild.GET('/aibuild/v1/projects/{project_id}/revisions', { params: { ...at(id), query: { page, limit } } })),
  })

/** What Millwright's own work on a project ended with, the latest first: results say what was made or changed. */
export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.of(id, 'results'),
    queryFn: () => of(aibuild.GET('/aibuild/v1/operations', { params: { query: { projectId: id, status: 'succeeded', ...NEWEST } } })),
    select: (found) => found.operations.filter(({ kind }) => kind === 'generate' || kind === 'refine'),
  })

/** What a revision is about, without what is said of it elsewhere: how it came about. */
export const saidOf = (revision: Pick<Revision, 'message'>) => revision.message.replace(/^(Refined|Generated from): /, '')

/** Who wrote a revision, and in whose name. */
export const writerOf = ({ author, userName }: Pick<Revision, 'author' | 'userName'>) =>
  author === 'ai' ? (userName ? `Millwright, asked by ${userName}` : 'Millwright') : `Edited by ${userName || 'hand'}`

/** What serves in an environment, or did last: the one that is ready, else the newest. */
export function servingIn(environment: string, deployments: readonly Deployment[] | undefined): Deployment | undefined {
  const there = deployments?.filter((item) => item.environment === environment) ?? []
  return there.find((item) => item.status === 'ready') ?? there[0]
}
