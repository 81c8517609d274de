import { useMutation, useQueryClient } from '@tanstack/react-query'
import { of, pixell } from '@/api/client'
import { keys } from '@/api/keys'
import { FormDialog, SelectField, tell, TextField } from '@/ui'
import { text } from '../given'
import { grantable, type Role, ROLES } from './roles'

/** Lets somebody join, in a role that is not above one's own. */
export function InviteDialog({ open, onClose, own }: { open: boolean; onClose: () => void; own: Role }) {
  const client = useQueryClient()
  const submit = useMutation({
    mutationFn: (given: FormData) =>
      of(pixell.POST('/pixell/api/organizations/members', { body: { email: text(given, 'email'), role: text(given, 'role') as Role } })),
    onSuccess: async ({ invitation }) => {
      await client.invalidateQueries({ queryKey: keys.invitations })
      onClose()
      tell(`${invitation.email} was invited`)
    },
  })
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Invite a member"
      description="They get an email with a link that expires in 7 days. Without an account, they create one with this address."
      action="Invite"
      submit={submit}
      names={['email', 'role']}
    >
      {(faults) => (
        <>
          <TextField name="email" type="email" label="Email" autoComplete="off" required fault={faults.email} />
          <SelectField
            name="role"
            label="Role"
            defaultValue={grantable(own).includes('developer') ? 'developer' : grantable(own)[0]}
            options={grantable(own).map((role) => ({ value: role, label: `${ROLES[role].label}: ${ROLES[role].may}` }))}
            fault={faults.role}
          />
        </>
      )}
    </FormDialog>
  )
}
