import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { aibuild, type Ai, of } from './client'
import { keys } from './keys'

export type Project = Ai['ProjectOut']

interface Sought {
  search?: string
  page?: number
  limit?: number
}

/** The organization's projects, the latest changed first. */
export const projectsQuery = ({ search = '', page = 1, limit = 12 }: Sought = {}) =>
  queryOptions({
    queryKey: [...keys.projects, 'list', { search, page, limit }],
    queryFn: () =>
      of(aibuild.GET('/aibuild/v1/projects', { params: { query: { search, page, limit, sort: 'updated', order: 'desc' } } })),
    placeholderData: keepPreviousData,
  })

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: keys.project(id),
    queryFn: () => of(aibuild.GET('/aibuild/v1/projects/{project_id}', { params: { path: { project_id: id } } })),
  })
