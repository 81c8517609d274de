import { useOperation } from '@/api/operations'
import type { Project } from '@/api/projects'

interface Props {
  project: Project
  operationId: string
  /** Called when there is an application to look at. */
  onDone: () => void
}

/** An application coming about. */
export function Making({ project, operationId, onDone }: Props) {
  const { operation } = useOperation(operationId, (ended) => ended.status === 'succeeded' && onDone())
  return (
    <div className="p-6">
      <h1 className="text-xl">{project.name}</h1>
      <p>{operation?.percent ?? 0}%</p>
    </div>
  )
}
