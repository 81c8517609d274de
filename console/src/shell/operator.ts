import { useQuery } from '@tanstack/react-query'
import { profileQuery } from '@/api/profile'

/** Whether whoever is signed in looks after the installation. */
export function useIsOperator(): boolean {
  const { data } = useQuery(profileQuery)
  return data?.isOperator ?? false
}
