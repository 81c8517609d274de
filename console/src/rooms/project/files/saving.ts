import { useMutation, useQueryClient } from '@tanstack/react-query'
import { aibuild, of } from '@/api/client'
import { ApiError } from '@/api/errors'
import { tell, tellFault } from '@/ui'
import { type Draft, draftOf, keepDraft } from './drafts'
import { editedFiles, type FileOut, fileQuery, type TreeFile } from './queries'

/**
 * Saves a draft as a new version. What was typed stays a draft until the server has it; where another version was saved
 * meanwhile, that one is asked for and the draft stays beside it.
 */
export function useSave(projectId: string, file: TreeFile) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (draft: Draft) =>
      of(
        aibuild.PUT('/aibuild/v1/projects/{project_id}/files/{file_id}', {
          params: { path: { project_id: projectId, file_id: file.id } },
          body: { content: draft.text, encoding: 'utf-8', baseVersion: draft.base },
        }),
      ),
    onSuccess: async (saved, draft) => {
      const { queryKey } = fileQuery(projectId, file)
      const before = client.getQueryData<FileOut>(queryKey)
      if (before) {
        const after: FileOut = { ...before, content: draft.text, version: saved.version, updatedAt: saved.updatedAt, generatedBy: 'user' }
        client.setQueryData(queryKey, after) // what is asked for by this id now, until the tree tells of the version
        client.setQueryData(fileQuery(projectId, { id: file.id, version: saved.version }).queryKey, after)
      }
      await editedFiles(client, projectId)
      const typed = draftOf(projectId, file.path)
      const hasMore = typed !== undefined && typed.text !== draft.text
      keepDraft(projectId, file.path, hasMore ? { text: typed.text, base: saved.version } : null)
      tell('Saved', `Version ${saved.version} of ${file.path}`)
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) void editedFiles(client, projectId)
      tellFault('Not saved', error)
    },
  })
}
