import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import { useEffect, useState } from 'react'
import { projectsQuery } from '@/api/projects'
import { EmptyState, ErrorState, Loading, Pager, SearchBox, Skeleton } from '@/ui'
import { ProjectCard } from './ProjectCard'

const GRID = 'grid gap-4 sm:grid-cols-2 lg:grid-cols-3'
const WHILE_BUILDING = 4_000
const AFTER_TYPING = 200

/** The organization's projects: searched and paged by the address, so that going back shows the same. */
export function Projects() {
  const { q = '', page = 1 } = useSearch({ from: '/signed-in/' })
  const navigate = useNavigate({ from: '/' })
  const found = useQuery({
    ...projectsQuery({ search: q, page }),
    refetchInterval: ({ state }) => (state.data?.projects.some((item) => item.status === 'building') ? WHILE_BUILDING : false),
  })
  const search = (next: string) => void navigate({ search: next ? { q: next } : {}, replace: true })

  return (
    <section aria-labelledby="projects" className="mt-10 sm:mt-12">
      <div className="mb-4 flex min-h-9 items-center justify-between gap-4">
        <h2 id="projects" className="text-lg">
          Projects
        </h2>
        {(q || (found.data?.pagination.total ?? 0) > 3) && <SlowSearch value={q} onChange={search} />}
      </div>
      {found.error && !found.data ? (
        <ErrorState error={found.error} what="The projects" onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading label="Loading the projects" className={GRID}>
          {[0, 1, 2].map((place) => (
            <div key={place} className="overflow-hidden rounded-lg border">
              <Skeleton className="aspect-16/10 rounded-none" />
              <div className="h-17" />
            </div>
          ))}
        </Loading>
      ) : found.data.projects.length === 0 ? (
        <EmptyState icon={<Boxes aria-hidden />} title={q ? 'No matching projects' : 'No projects yet'} framed>
          {q ? 'Try another search.' : 'Describe what you want above, or start from an example. It takes seconds.'}
        </EmptyState>
      ) : (
        <>
          <ul aria-label="Projects" className={GRID}>
            {found.data.projects.map((project) => (
              <li key={project.id}>
                <ProjectCard project={project} />
              </li>
            ))}
          </ul>
          <Pager of={found.data.pagination} onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })} />
        </>
      )}
    </section>
  )
}

/** Asks once the typing pauses. */
function SlowSearch({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  const [words, setWords] = useState(value)
  useEffect(() => {
    if (words === value) return
    const timer = setTimeout(() => onChange(words), AFTER_TYPING)
    return () => clearTimeout(timer)
  }, [words, value, onChange])
  return <SearchBox label="Search projects" value={words} onChange={setWords} className="w-44 sm:w-56" />
}
