import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { projectQuery } from '@/api/projects'
import { useTitle } from '@/shell/Page'
import { ErrorState } from '@/ui'
import { Making } from './progress/Making'

/** One project: how it is being made, and once it is there, everything about it. */
export function ProjectRoom() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId' })
  const { operation } = useSearch({ from: '/signed-in/projects/$projectId' })
  const navigate = useNavigate()
  const project = useQuery(projectQuery(projectId))
  useTitle(project.data?.name ?? 'Project')
  if (project.error) return <ErrorState error={project.error} what="The project" onRetry={() => void project.refetch()} />
  if (!project.data) return null
  if (operation !== undefined) {
    const done = () => void navigate({ to: '/projects/$projectId', params: { projectId }, search: {}, replace: true })
    return <Making project={project.data} operationId={operation} onDone={done} />
  }
  return <h1 className="p-6 text-xl">{project.data.name}</h1>
}
