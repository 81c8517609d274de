import { UserCog } from 'lucide-react'
import { RecordList } from '../../components/RecordList'
import { api } from '../../lib/api'
import { roleLabels } from '../../lib/permissions'

export function UserListPage() {
  return (
    <RecordList
      records={api.users}
      icon={UserCog}
      columns={[
        { name: 'name', label: 'Name', cell: (row) => row.name },
        { name: 'email', label: 'Email', cell: (row) => row.email },
        { name: 'role', label: 'Role', cell: (row) => roleLabels[row.role] },
        { name: 'active', label: 'May sign in', cell: (row) => (row.active ? 'Yes' : 'No') },
      ]}
    />
  )
}
