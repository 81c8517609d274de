import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { of, pixell, type Px } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { useSession } from '@/api/session'
import { Badge, Button, Confirm, SelectField, tell, tellFault, Time, useLast } from '@/ui'
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
  return (
    <>
      <ul aria-label="Members" className="rounded-lg border bg-surface">
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            isOwn={member.user_id === user.id}
            rank={manages(member) ? own : undefined}
            onLeave={() => setLeaving(member)}
          />
        ))}
      </ul>
      <Leaving asked={leaving} ownId={user.id} onClose={() => setLeaving(null)} />
    </>
  )
}

interface RowProps {
  member: Member
  isOwn: boolean
  /** The role of whoever looks, where they may change this member. */
  rank: Role | undefined
  onLeave: () => void
}

function MemberRow({ member, isOwn, rank, onLeave }: RowProps) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2.5 last:border-0">
      <div className="min-w-0 grow basis-full sm:basis-0">
        <p className="flex items-center gap-2">
          <span className="truncate text-sm font-medium" title={member.email}>
            {member.email}
          </span>
          {isOwn && <Badge>You</Badge>}
        </p>
        <p className="text-xs text-faint">
          Joined <Time at={member.joined_at} />
        </p>
      </div>
      <div className="grow sm:grow-0">{rank ? <RoleChoice member={member} own={rank} /> : <RoleName role={member.role} />}</div>
      {(isOwn || rank) && (
        <Button size="sm" look="quiet" className="sm:w-18 sm:justify-end" aria-label={isOwn ? 'Leave the organization' : `Remove ${member.email}`} onClick={onLeave}>
          {isOwn ? 'Leave' : 'Remove'}
        </Button>
      )}
    </li>
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
    onError: (error) => tellFault('Role not changed', error),
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
      className="!h-8 sm:min-w-40 max-sm:!h-10 max-sm:!w-auto"
      options={grantable(own).map((role) => ({ value: role, label: ROLES[role].label }))}
    />
  )
}

function Leaving({ asked, ownId, onClose }: { asked: Member | null; ownId: string; onClose: () => void }) {
  const member = useLast(asked)
  const isOwn = member?.user_id === ownId
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
      open={asked !== null}
      onClose={onClose}
      title={isOwn ? `Leave ${organization.name}?` : `Remove ${member?.email ?? ''}?`}
      action={isOwn ? 'Leave' : 'Remove'}
      onConfirm={remove}
    >
      {isOwn ? 'Your' : 'Their'} API keys and sessions here stop working at once, and invitations that {isOwn ? 'you' : 'they'} sent are revoked. The
      projects stay. Rejoining takes a new invitation.
    </Confirm>
  )
}
