import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useWhyNot } from '@/api/profile'
import { Button, tellFault } from '@/ui'
import { useWork } from '../work'

/** Checks the head, and shows it in the preview once it has passed. */
export function VerifyButton({ projectId, look = 'primary' }: { projectId: string; look?: 'primary' | 'plain' }) {
  const { follow, isBusy, operation } = useWork()
  const client = useQueryClient()
  const whyNot = useWhyNot('projects:write')
  const verify = useMutation({
    mutationFn: () =>
      of(aibuild.POST('/aibuild/v1/projects/{project_id}/verify', { params: { path: { project_id: projectId } }, body: { restoreData: false } })),
    onSuccess: (started) => {
      void client.invalidateQueries({ queryKey: keys.project(projectId), exact: true })
      follow(started.operationId)
    },
    onError: (error) => tellFault('Could not run the checks', error),
  })
  return (
    <Button
      look={look}
      busy={verify.isPending || (isBusy && operation?.kind === 'verify')}
      disabled={isBusy}
      whyNot={whyNot}
      icon={<ShieldCheck aria-hidden className="size-3.5" />}
      onClick={() => verify.mutate()}
    >
      Run checks
    </Button>
  )
}
