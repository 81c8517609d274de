import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { of, pixell, type Px } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { Section } from '@/shell/Page'
import { Button, type Column, Confirm, CopyButton, Table, tell, Time } from '@/ui'
import { ROLES } from './roles'

type Invitation = Px['InvitationOut']

/** Who is invited and has not come yet; the section is there only when somebody is. */
export function Invitations() {
  const client = useQueryClient()
  const may = useMay()
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null)
  const { data } = useQuery({ queryKey: keys.invitations, queryFn: () => of(pixell.GET('/pixell/api/organizations/invitations')) })
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      of(pixell.DELETE('/pixell/api/organizations/invitations/{invitation_id}', { params: { path: { invitation_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
  })
  if (!data || data.invitations.length === 0) return null
  const columns: Column<Invitation>[] = [
    { name: 'email', label: 'Invited', className: 'w-full max-w-0 truncate font-medium', cell: (item) => <span title={item.email}>{item.email}</span> },
    { name: 'role', label: 'Role', className: 'whitespace-nowrap', cell: (item) => ROLES[item.role].label },
    { name: 'until', label: 'Ends', wide: true, className: 'whitespace-nowrap text-muted', cell: (item) => <Time at={item.expires_at} /> },
    {
      name: 'actions',
      label: 'Actions',
      bare: true,
      cell: (item) => (
        <span className="flex items-center justify-end gap-1">
          <CopyButton text={`${window.location.origin}/account/invitations/${item.id}`} label={`Copy the link for ${item.email}`} />
          {may('members:write') && (
            <Button size="sm" look="quiet" aria-label={`Withdraw the invitation of ${item.email}`} onClick={() => setWithdrawn(item)}>
              Withdraw
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <Section title="Invitations" description="The link is good only for whoever has the address; pass it on where no mail is sent.">
      <Table label="Invitations" columns={columns} rows={data.invitations} keyOf={(item) => item.id} />
      <Confirm
        open={withdrawn !== null}
        onClose={() => setWithdrawn(null)}
        title="Withdraw the invitation?"
        action="Withdraw"
        onConfirm={async () => {
          if (withdrawn) await withdraw.mutateAsync(withdrawn.id)
          tell('Invitation withdrawn')
        }}
      >
        The link that {withdrawn?.email} got leads nowhere then. You can invite them again.
      </Confirm>
    </Section>
  )
}
