import { Link } from 'react-router'
import { canRead, type Subject } from '../lib/permissions'
import { useUser } from '../lib/session'

interface Props {
  to: { subject: Subject; path: string }
  id: number | null
  label: string | null
}

/** The record that another refers to: a link for those who may open it. */
export function ReferenceLink({ to, id, label }: Props) {
  const user = useUser()
  if (id === null || !canRead(user, to.subject)) return label
  return (
    <Link to={`${to.path}/${id}`} className="text-accent underline">
      {label}
    </Link>
  )
}
