import { queryOptions } from '@tanstack/react-query'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'

export type RevisionDetail = Ai['RevisionDetail']
export type FileDifference = Ai['FileDifferenceOut']
export type Check = Ai['CheckOut']

/** A revision by its number, or `head` or `verified`, with all that its checks found. */
export const revisionQuery = (id: string, which: string) =>
  queryOptions({
    queryKey: keys.of(id, 'revision', which),
    queryFn: () =>
      of(aibuild.GET('/aibuild/v1/projects/{project_id}/revisions/{number}', { params: { path: { project_id: id, number: which } } })),
  })

/** What a revision changed against another, or against the one it was made from. Revisions never change. */
export const differenceQuery = (id: string, number: number, against: number | undefined) =>
  queryOptions({
    queryKey: keys.of(id, 'difference', number, against ?? null),
    queryFn: () =>
      of(
        aibuild.GET('/aibuild/v1/projects/{project_id}/revisions/{number}/difference', {
          params: { path: { project_id: id, number: String(number) }, query: { against } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })
