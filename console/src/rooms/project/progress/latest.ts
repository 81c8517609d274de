import { useQuery } from '@tanstack/react-query'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import type { Project } from '@/api/projects'

const WITHOUT_AN_APPLICATION = new Set(['draft', 'building', 'failed'])

/**
 * The generation to show instead of the project, for somebody who comes without its address: the latest work on a
 * project that has no application yet. Null where there is none; undefined until that is known.
 */
export function useMaking(project: Project | undefined): string | null | undefined {
  const mayBe = project !== undefined && WITHOUT_AN_APPLICATION.has(project.status)
  const latest = useQuery({
    queryKey: keys.of(project?.id ?? '', 'making'),
    queryFn: () => of(aibuild.GET('/aibuild/v1/operations', { params: { query: { projectId: project?.id, limit: 1 } } })),
    enabled: mayBe,
  })
  if (project === undefined) return undefined
  if (!mayBe || latest.error) return null
  const [operation] = latest.data?.operations ?? []
  if (latest.data === undefined) return undefined
  return operation?.kind === 'generate' && operation.status !== 'succeeded' ? operation.id : null
}
