import { useParams } from 'react-router'
import { CheckboxField, ChoiceField, TextField } from '../../components/fields'
import { RecordForm } from '../../components/RecordForm'
import { api } from '../../lib/api'
import { roleLabels, type Role } from '../../lib/permissions'

const empty = { name: null, email: null, role: null, password: null }
const roles = (Object.keys(roleLabels) as Role[]).map((value) => ({ value, label: roleLabels[value] }))

export function UserFormPage() {
  const { id } = useParams()
  return (
    <RecordForm records={api.users} empty={empty}>
      {(field) => (
        <>
          <TextField label="Name" required {...field('name')} />
          {!id && <TextField label="Email" type="email" required {...field('email')} />}
          <ChoiceField label="Role" choices={roles} required {...field('role')} />
          <TextField
            label={id ? 'New password' : 'Password'}
            hint="At least 8 characters."
            type="password"
            autoComplete="new-password"
            minLength={8}
            required={!id}
            {...field('password')}
          />
          {id && <CheckboxField label="May sign in" {...field('active')} />}
        </>
      )}
    </RecordForm>
  )
}
