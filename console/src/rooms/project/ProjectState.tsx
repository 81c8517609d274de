import type { Project } from '@/api/projects'
import { Badge, type Tone } from '@/ui'

const SHOWN: Record<string, { tone: Tone; label: string; live?: boolean }> = {
  draft: { tone: 'neutral', label: 'Draft' },
  building: { tone: 'accent', label: 'Building', live: true },
  ready: { tone: 'ok', label: 'Ready' },
  deployed: { tone: 'ok', label: 'In production' },
  failed: { tone: 'bad', label: 'Failed' },
}

/** Where a project stands, in a word. */
export function ProjectState({ state }: { state: Project['status'] }) {
  const { tone, label, live } = SHOWN[state] ?? { tone: 'neutral' as const, label: state }
  return (
    <Badge tone={tone} live={live} dot>
      {label}
    </Badge>
  )
}
