import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { CheckField, Confirm } from '@/ui'
import { useWork } from '../work'
import type { Environment } from './deploying'

interface Props {
  projectId: string
  environment: Environment
  revision: number
  open: boolean
  onClose: () => void
}

/** Asks, then has the deployment of an earlier revision serve again. */
export function RollBack({ projectId, environment, revision, open, onClose }: Props) {
  const [withData, setWithData] = useState(false)
  const { follow } = useWork()
  const client = useQueryClient()
  const back = async () => {
    const started = await of(
      aibuild.POST('/aibuild/v1/projects/{project_id}/rollback', {
        params: { path: { project_id: projectId } },
        body: { environment, revision, restoreData: withData },
      }),
    )
    void client.invalidateQueries({ queryKey: keys.project(projectId) })
    follow(started.operationId)
  }
  return (
    <Confirm open={open} onClose={onClose} title={`Roll ${environment} back to revision ${revision}?`} action="Roll back" harmless onConfirm={back}>
      <p>
        The deployment of revision {revision} goes live again, exactly as it was
        {environment === 'preview' && ', and its files become current'}. Later revisions stay in the history.
      </p>
      <CheckField
        className="mt-3 text-ink"
        label="Restore the data too, if needed"
        hint="If the data model has changed since, the earlier deployment cannot read the data. Rows entered since then are kept only in a snapshot."
        checked={withData}
        onChange={(event) => setWithData(event.target.checked)}
      />
    </Confirm>
  )
}
