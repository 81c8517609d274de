import { useQuery } from '@tanstack/react-query'
import { HeartPulse, ListTodo, Lock, Mail } from 'lucide-react'
import { profileQuery } from '@/api/profile'
import { Suite, type SuiteGroup } from '@/shell/Suite'
import { useTitle } from '@/shell/Page'
import { Answered, EmptyState, Skeleton } from '@/ui'

const GROUPS: readonly SuiteGroup[] = [
  {
    label: 'Installation',
    rooms: [
      { to: '/system', label: 'Health', icon: <HeartPulse aria-hidden />, exact: true },
      { to: '/system/operations', label: 'Operations', icon: <ListTodo aria-hidden /> },
      { to: '/system/mail', label: 'Mail', icon: <Mail aria-hidden /> },
    ],
  },
]

/** The rooms of whoever looks after the installation; to others they say only that. */
export function System() {
  const profile = useQuery(profileQuery)
  return (
    <Answered query={profile} what="The system" waiting={<Skeleton className="mx-auto mt-10 h-96 max-w-5xl" />}>
      {({ isOperator }) => (isOperator ? <Suite label="System" groups={GROUPS} /> : <NotForYou />)}
    </Answered>
  )
}

function NotForYou() {
  useTitle('System')
  return (
    <div className="mx-auto max-w-5xl">
      <h1 className="sr-only">System</h1>
      <EmptyState icon={<Lock aria-hidden />} title="You do not have access" className="min-h-[60dvh]">
        Only owners and admins of the organization that runs this installation can see its health, operations and mail.
      </EmptyState>
    </div>
  )
}
