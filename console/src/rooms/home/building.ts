import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { wish } from './wish'

/** Asks for an application of these words, and goes to where one sees it come about. */
export function useBuild() {
  const navigate = useNavigate()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (prompt: string) =>
      of(
        aibuild.POST('/aibuild/v1/projects/generate', {
          params: { header: { 'idempotency-key': wish.key() } },
          body: { prompt, name: wish.name(), templateType: 'app', primaryTarget: 'web' },
        }),
      ),
    onSuccess: async (started) => {
      wish.clear()
      void client.invalidateQueries({ queryKey: keys.projects })
      await navigate({
        to: '/projects/$projectId',
        params: { projectId: started.projectId },
        search: { operation: started.operationId },
      })
    },
  })
}
