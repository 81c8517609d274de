import { useMutation, useQueryClient } from '@tanstack/react-query'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { tellFault } from '@/ui'
import { useWork } from '../work'

export type Environment = 'preview' | 'production'

/** Releases the verified revision to an environment, and follows that. */
export function useDeploy(projectId: string) {
  const { follow } = useWork()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (environment: Environment) =>
      of(
        aibuild.POST('/aibuild/v1/projects/{project_id}/deploy', {
          params: { path: { project_id: projectId } },
          body: { target: 'web', provider: 'local', environment, config: { envVars: {} } },
        }),
      ),
    onSuccess: (started) => {
      void client.invalidateQueries({ queryKey: keys.of(projectId, 'deployments') })
      follow(started.operationId)
    },
    onError: (error) => tellFault('Not deployed', error),
  })
}
