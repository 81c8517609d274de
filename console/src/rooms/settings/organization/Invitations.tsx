import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { of, pixell, type Px } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { Section } from '@/shell/Page'
import { Button, Confirm, CopyButton, tell, Time, useLast } from '@/ui'
import { ROLES } from './roles'

type Invitation = Px['InvitationOut']

/** Who is invited and has not come yet; the section is there only when somebody is. */
export function Invitations() {
  const client = useQueryClient()
  const may = useMay()
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null)
  const last = useLast(withdrawn)
  const { data } = useQuery({ queryKey: keys.invitations, queryFn: () => of(pixell.GET('/pixell/api/organizations/invitations')) })
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      of(pixell.DELETE('/pixell/api/organizations/invitations/{invitation_id}', { params: { path: { invitation_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
  })
  if (!data || data.invitations.length === 0) return null
  return (
    <Section title="Invitations" description="Each link works only for that address. Without a mail server, copy it and send it yourself.">
      <ul aria-label="Invitations" className="rounded-lg border bg-surface">
        {data.invitations.map((item) => (
          <li key={item.id} className="flex min-h-14 items-center gap-x-2 border-b py-2.5 pr-3 pl-4 last:border-0">
            <div className="min-w-0 grow">
              <p className="truncate text-sm font-medium" title={item.email}>
                {item.email}
              </p>
              <p className="truncate text-xs text-faint">
                {ROLES[item.role].label}, expires <Time at={item.expires_at} />
              </p>
            </div>
            <CopyButton text={`${window.location.origin}/account/invitations/${item.id}`} label={`Copy link for ${item.email}`} />
            {may('members:write') && (
              <Button size="sm" look="quiet" aria-label={`Revoke the invitation of ${item.email}`} onClick={() => setWithdrawn(item)}>
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        open={withdrawn !== null}
        onClose={() => setWithdrawn(null)}
        title="Revoke the invitation?"
        action="Revoke"
        onConfirm={async () => {
          if (withdrawn) await withdraw.mutateAsync(withdrawn.id)
          tell('Invitation revoked')
        }}
      >
        The link sent to {last?.email} stops working. You can invite them again.
      </Confirm>
    </Section>
  )
}
