import { UserCog } from 'lucide-react'
import { useParams } from 'react-router'
import { Detail, Details } from '../../components/details'
import { CheckboxField, ChoiceField, TextField } from '../../components/fields'
import { ChoiceFilter, yesOrNo } from '../../components/filters'
import { RecordForm, RecordList, RecordPage } from '../../components/records'
import { api } from '../../lib/api'
import { roleLabels, type Role } from '../../lib/permissions'

const roles = (Object.keys(roleLabels) as Role[]).map((value) => ({ value, label: roleLabels[value] }))

export function UserListPage() {
  return (
    <RecordList
      records={api.users}
      icon={UserCog}
      filters={(query) => (
        <>
          <ChoiceFilter name="role" label="Role" choices={roles} query={query} />
          <ChoiceFilter name="active" label="May sign in" choices={yesOrNo} query={query} />
        </>
      )}
      columns={[
        { name: 'name', label: 'Name', cell: (row) => row.name },
        { name: 'email', label: 'Email', cell: (row) => row.email },
        { name: 'role', label: 'Role', cell: (row) => roleLabels[row.role] },
        { name: 'active', label: 'May sign in', cell: (row) => (row.active ? 'Yes' : 'No') },
      ]}
    />
  )
}

export function UserDetailPage() {
  return (
    <RecordPage records={api.users}>
      {(user) => (
        <Details>
          <Detail label="Email">{user.email}</Detail>
          <Detail label="Role">{roleLabels[user.role]}</Detail>
          <Detail label="May sign in">{user.active ? 'Yes' : 'No'}</Detail>
        </Details>
      )}
    </RecordPage>
  )
}

export function UserFormPage() {
  const { id } = useParams()
  return (
    <RecordForm records={api.users}>
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
