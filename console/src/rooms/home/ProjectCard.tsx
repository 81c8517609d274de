import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Project } from '@/api/projects'
import { ProjectState } from '@/rooms/project/ProjectState'
import { Time } from '@/ui'

/** One project: what it looks like, how it is called, where it stands. */
export function ProjectCard({ project }: { project: Project }) {
  return (
    <Link
      to="/projects/$projectId"
      params={{ projectId: project.id }}
      className="group block overflow-hidden rounded-lg border bg-surface shadow-card transition-colors hover:border-line-strong"
    >
      <Picture project={project} />
      <div className="flex h-17 flex-col justify-center gap-0.5 border-t px-4">
        <div className="flex items-center justify-between gap-3">
          <h3 className="truncate text-base font-medium">{project.name}</h3>
          {project.status !== 'ready' && <ProjectState state={project.status} />}
        </div>
        <p className="truncate text-xs text-faint">
          Updated <Time at={project.updatedAt} />
        </p>
      </div>
    </Link>
  )
}

const HAVE_PICTURES = new Set(['ready', 'deployed'])

/** The home page as the last verified release showed it; a drawing where there is no picture. */
function Picture({ project }: { project: Project }) {
  const [missing, setMissing] = useState(false)
  const hasOne = HAVE_PICTURES.has(project.status) && !missing
  return (
    <div className="relative aspect-16/10 overflow-hidden bg-sunken">
      <Drawing seed={project.id} />
      {hasOne && (
        <img
          src={`/aibuild/v1/projects/${project.id}/picture?at=${Date.parse(project.updatedAt)}`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setMissing(true)}
          className="absolute inset-0 size-full object-cover object-top dark:brightness-90"
        />
      )}
    </div>
  )
}

const LAYOUTS = [
  'M20 34h44M20 46h30M84 30h60v30H84zM20 72h124M20 82h124M20 92h80',
  'M20 30h36v62H20zM62 30h36v40H62zM104 30h36v50h-36z',
  'M20 30h120v20H20zM20 58h56v34H20zM84 58h56v34H84z',
]

/** A page in outline: always the same for the same project. */
function Drawing({ seed }: { seed: string }) {
  const layout = LAYOUTS[[...seed].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % LAYOUTS.length]
  return (
    <svg viewBox="0 0 160 100" aria-hidden className="absolute inset-0 size-full text-line-strong/70">
      <g fill="none" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" strokeLinecap="round">
        <path d="M12 110V16a4 4 0 0 1 4-4h128a4 4 0 0 1 4 4v94M12 22h136M18 17h.01M23 17h.01M28 17h.01" />
        <path d={layout} />
      </g>
    </svg>
  )
}
