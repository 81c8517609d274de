import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { projectsQuery } from '@/api/projects'
import { FormDialog, SelectField, TextField } from '@/ui'
import { text } from '../given'

/** A key with its secret, which is never told again. */
export type MadeKey = Ai['CreatedKeyOut']
type Kind = NonNullable<Ai['KeyRequest']['type']>

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'user', label: 'Full access: everything you can do' },
  { value: 'read', label: 'Read-only: cannot change anything' },
  { value: 'project', label: 'Project: one project only' },
]

interface Props {
  open: boolean
  onClose: () => void
  onMade: (made: MadeKey) => void
}

export function KeyDialog({ open, onClose, onMade }: Props) {
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>('user')
  const projects = useQuery({ ...projectsQuery({ limit: 50 }), enabled: open })
  const submit = useMutation({
    mutationFn: (given: FormData) => {
      const projectId = kind === 'project' ? text(given, 'projectId') : null
      return of(aibuild.POST('/aibuild/v1/api-keys', { body: { name: text(given, 'name'), type: kind, projectId } }))
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: keys.apiKeys })
      onMade(made)
    },
  })
  const choices = projects.data?.projects ?? []
  return (
    <FormDialog open={open} onClose={onClose} title="New API key" action="Create key" submit={submit} names={['name', 'projectId']}>
      {(faults) => (
        <>
          <TextField name="name" label="Name" hint="Where it is used, so that you recognize it later." maxLength={200} required fault={faults.name} />
          <SelectField label="Scope" value={kind} onChange={(event) => setKind(event.target.value as Kind)} options={KINDS} />
          {kind === 'project' && (
            <SelectField
              name="projectId"
              label="Project"
              required
              disabled={choices.length === 0}
              hint={projects.data && choices.length === 0 ? 'There are no projects yet.' : undefined}
              options={choices.map((project) => ({ value: project.id, label: project.name }))}
              fault={faults.projectId}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
