import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'

export type TreeFile = Ai['TreeFileOut']
export type FileOut = Ai['FileOut']

/** The files of the head, without their contents. */
export const treeQuery = (id: string) =>
  queryOptions({
    queryKey: keys.of(id, 'tree'),
    queryFn: () =>
      of(
        aibuild.GET('/aibuild/v1/projects/{project_id}/revisions/{number}/files', {
          params: { path: { project_id: id, number: 'head' } },
        }),
      ),
  })

/** A file of the head, asked for again when the tree tells of another version. */
export const fileQuery = (id: string, file: Pick<TreeFile, 'id' | 'version'>) =>
  queryOptions({
    queryKey: keys.of(id, 'file', file.id, file.version),
    queryFn: () =>
      of(aibuild.GET('/aibuild/v1/projects/{project_id}/files/{file_id}', { params: { path: { project_id: id, file_id: file.id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

const SOME = 20

/** The revisions that a file came, changed and went with, the latest first. */
export const fileHistoryQuery = (id: string, file: Pick<TreeFile, 'id'>, page: number) =>
  queryOptions({
    queryKey: keys.of(id, 'revisions', 'of', file.id, page),
    queryFn: () =>
      of(
        aibuild.GET('/aibuild/v1/projects/{project_id}/revisions', {
          params: { path: { project_id: id }, query: { page, limit: SOME, fileId: file.id } },
        }),
      ),
  })

/** What a revision changed in one file. */
export const fileDifferenceQuery = (id: string, file: Pick<TreeFile, 'id'>, number: number) =>
  queryOptions({
    queryKey: keys.of(id, 'difference', number, 'of', file.id),
    queryFn: () =>
      of(
        aibuild.GET('/aibuild/v1/projects/{project_id}/revisions/{number}/difference', {
          params: { path: { project_id: id, number: String(number) }, query: { fileId: file.id } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** After an edit: the tree, and all that is said of the head. */
export function editedFiles(client: QueryClient, id: string): Promise<unknown> {
  void client.invalidateQueries({ queryKey: keys.of(id, 'revisions') })
  void client.invalidateQueries({ queryKey: keys.of(id, 'revision') })
  void client.invalidateQueries({ queryKey: keys.project(id), exact: true })
  return client.invalidateQueries({ queryKey: keys.of(id, 'tree') })
}
