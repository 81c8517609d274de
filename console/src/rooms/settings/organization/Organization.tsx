import { useQuery, useQueryClient, useMutation } from '@tanstack/react-query'
import { PencilLine, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { of, pixell } from '@/api/client'
import { keys } from '@/api/keys'
import { profileQuery, useMay } from '@/api/profile'
import { useOrganization, useSession } from '@/api/session'
import { Section } from '@/shell/Page'
import { Leaf } from '@/shell/Suite'
import { Answered, Button, FormDialog, RowsWaiting, tell, TextField } from '@/ui'
import { text } from '../given'
import { Invitations } from './Invitations'
import { InviteDialog } from './InviteDialog'
import { Members } from './Members'
import { Places } from './Places'

/** Who belongs to the organization, who is invited, and to which others one belongs. */
export function Organization() {
  const { organization } = useSession()
  const may = useMay()
  const [open, setOpen] = useState<'name' | 'invite' | null>(null)
  const profile = useQuery(profileQuery)
  const members = useQuery({ queryKey: keys.members, queryFn: () => of(pixell.GET('/pixell/api/organizations/members')) })
  const close = () => setOpen(null)
  return (
    <Leaf
      title="People"
      description="Members see all projects. Roles decide what they can do."
      actions={
        may('members:write') && (
          <Button look="primary" icon={<UserPlus aria-hidden className="size-3.5" />} onClick={() => setOpen('invite')}>
            Invite
          </Button>
        )
      }
    >
      <Section title="Organization">
        <div className="flex min-h-14 items-center justify-between gap-4 rounded-lg border bg-surface py-2.5 pr-3 pl-4">
          <p className="min-w-0 text-sm font-medium break-words">{organization.name}</p>
          {may('organizations:write') && (
            <Button size="sm" icon={<PencilLine aria-hidden className="size-3.5" />} onClick={() => setOpen('name')}>
              Rename
            </Button>
          )}
        </div>
      </Section>
      <Section title="Members">
        <Answered query={members} what="The members" waiting={<RowsWaiting rows={2} />}>
          {(found) => <Members members={found.members} own={profile.data?.role} />}
        </Answered>
      </Section>
      <Invitations />
      <Places />
      <RenameDialog open={open === 'name'} onClose={close} />
      {profile.data && <InviteDialog open={open === 'invite'} onClose={close} own={profile.data.role} />}
    </Leaf>
  )
}

function RenameDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const { data } = useOrganization()
  const submit = useMutation({
    mutationFn: (given: FormData) => of(pixell.PATCH('/pixell/api/organizations/current', { body: { name: text(given, 'name') } })),
    onSuccess: async () => {
      await Promise.all([keys.session, keys.organizations, keys.profile].map((queryKey) => client.invalidateQueries({ queryKey })))
      onClose()
      tell('Renamed')
    },
  })
  return (
    <FormDialog open={open} onClose={onClose} title="Rename organization" action="Rename" submit={submit} names={['name']}>
      {(faults) => <TextField name="name" label="Name" defaultValue={data?.organization.name} maxLength={200} required fault={faults.name} />}
    </FormDialog>
  )
}
