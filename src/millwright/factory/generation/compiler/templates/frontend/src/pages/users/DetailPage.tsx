import { Detail, Details } from '../../components/details'
import { RecordPage } from '../../components/RecordPage'
import { api } from '../../lib/api'
import { roleLabels } from '../../lib/permissions'

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
