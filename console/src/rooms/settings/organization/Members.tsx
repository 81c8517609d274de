import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { of, pixell, type Px } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { useSession } from '@/api/session'
import { Badge, Button, type Column, Confirm, SelectField, Table, tell, tellFault, Time } from '@/ui'
import { grantable, isAbove, type Role, ROLES } from './roles'

type Member = Px['MemberOut']

interface Props {
  members: readonly Member[]
  /** The role of whoever looks, once it is known. */
  own: Role | undefined
}

export function Members({ members, own }: Props) {
  const { user } = useSession()
  const may = useMay()
  const [leaving, setLeaving] = useState<Member | null>(null)
  const manages = (member: Member) => may('members:write') && own !== undefined && !isAbove(member.role, own)
  const columns: Column<Member>[] = [
    {
      name: 'email',
      label: 'Member',
      className: 'w-full max-w-0',
      cell: (member) => (
        <span className="flex items-center gap-2">
          <span className="truncate font-medium" title={member.email}>
            {member.email}
          </span>
          {member.user_id === user.id && <Badge>You</Badge>}
        </span>
      ),
    },
    { name: 'joined', label: 'Joined', wide: true, className: 'whitespace-nowrap text-muted', cell: (member) => <Time at={member.joined_at} /> },
    {
      name: 'role',
      label: 'Role',
      cell: (member) => (manages(member) && own ? <RoleChoice member={member} own={own} /> : <RoleName role={member.role} />),
    },
    {
      name: 'actions',
      label: 'Actions',
      bare: true,
      className: 'text-right',
      cell: (member) => {
        const isOwn = member.user_id === user.id
        if (!isOwn && !manages(member)) return null
        return (
          <Button size="sm" look="quiet" aria-label={isOwn ? 'Leave the organization' : `Remove ${member.email}`} onClick={() => setLeaving(member)}>
            {isOwn ? 'Leave' : 'Remove'}
          </Button>
        )
      },
    },
  ]
  return (
    <>
      <Table label="Members" columns={columns} rows={members} keyOf={(member) => member.id} />
      <Leaving member={leaving} isOwn={leaving?.user_id === user.id} onClose={() => setLeaving(null)} />
    </>
  )
}

function RoleName({ role }: { role: Role }) {
  return (
    <span className="whitespace-nowrap" title={ROLES[role].may}>
      {ROLES[role].label}
    </span>
  )
}

function RoleChoice({ member, own }: { member: Member; own: Role }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (role: Role) =>
      of(pixell.PATCH('/pixell/api/organizations/members/{user_id}', { params: { path: { user_id: member.user_id } }, body: { role } })),
    onSuccess: (_, role) => tell(`${member.email} is now ${ROLES[role].label.toLowerCase()}`),
    onError: (error) => tellFault('The role stays as it was', error),
    onSettled: () => Promise.all([keys.members, keys.invitations, keys.profile].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  return (
    <SelectField
      bare
      label={`Role of ${member.email}`}
      value={change.isPending ? change.variables : member.role}
      disabled={change.isPending}
      title={ROLES[member.role].may}
      onChange={(event) => change.mutate(event.target.value as Role)}
      className="!h-8 w-36 max-sm:!h-10 max-sm:w-28"
      options={grantable(own).map((role) => ({ value: role, label: ROLES[role].label }))}
    />
  )
}

function Leaving({ member, isOwn, onClose }: { member: Member | null; isOwn: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const { organization } = useSession()
  const remove = async () => {
    if (!member) return
    await of(pixell.DELETE('/pixell/api/organizations/members/{user_id}', { params: { path: { user_id: member.user_id } } }))
    if (isOwn) return window.location.assign('/') // whoever has left acts for another organization, or is signed out
    await Promise.all([keys.members, keys.invitations, keys.apiKeys].map((queryKey) => client.invalidateQueries({ queryKey })))
    tell(`${member.email} was removed`)
  }
  return (
    <Confirm
      open={member !== null}
      onClose={onClose}
      title={isOwn ? `Leave ${organization.name}?` : `Remove ${member?.email ?? ''}?`}
      action={isOwn ? 'Leave' : 'Remove'}
      onConfirm={remove}
    >
      {isOwn ? 'Your' : 'Their'} keys and sessions here end at once, and invitations that {isOwn ? 'you' : 'they'} sent are withdrawn. The
      projects stay. Coming back takes a new invitation.
    </Confirm>
  )
}
