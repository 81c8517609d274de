import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import type { Project } from '@/api/projects'

const WITHOUT_AN_APPLICATION = new Set(['draft', 'building', 'failed'])

/**
 * The generation to show instead of the project, for somebody who comes without its address: the latest work on a
 * project that has no application yet. Null where there is none; undefined until that is known. Once there was none
 * there is none: what is shown of a project is not taken away while something else is done to it.
 */
export function useMaking(project: Project | undefined): string | null | undefined {
  const [made, setMade] = useState<string>()
  const mayBe = project !== undefined && project.id !== made && WITHOUT_AN_APPLICATION.has(project.status)
  const latest = useQuery({
    queryKey: keys.of(project?.id ?? '', 'making'),
    queryFn: () => of(aibuild.GET('/aibuild/v1/operations', { params: { query: { projectId: project?.id, limit: 1 } } })),
    enabled: mayBe,
  })
  if (project === undefined) return undefined
  if (mayBe && latest.error) return null
  if (mayBe && latest.data === undefined) return undefined
  const [operation] = mayBe ? (latest.data?.operations ?? []) : []
  if (operation?.kind === 'generate' && operation.status !== 'succeeded') return operation.id
  if (made !== project.id) setMade(project.id)
  return null
}
