import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { lazy, Suspense, useMemo, useState } from 'react'
import { type Project, projectQuery } from '@/api/projects'
import { useTitle } from '@/shell/Page'
import { useCommands } from '@/shell/commands'
import { ErrorState, Loading, Skeleton } from '@/ui'
import { PANES, usePane } from './panes'
import { ProjectBar } from './ProjectBar'
import { Making } from './progress/Making'
import { useMaking } from './progress/latest'
import { WorkProvider } from './work'

const Preview = lazy(() => import('./preview/Preview'))
const Conversation = lazy(() => import('./conversation/Conversation'))

/** Whoever builds may be somebody else: nobody tells then that it is over. */
const WHILE_BUILDING = 4_000

/** One project: how it is being made, and once it is there, everything about it. */
export function ProjectRoom() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId' })
  const { operation } = useSearch({ from: '/signed-in/projects/$projectId' })
  const navigate = useNavigate()
  const project = useQuery({ ...projectQuery(projectId), refetchInterval: ({ state }) => (state.data?.status === 'building' ? WHILE_BUILDING : false) })
  const found = useMaking(operation === undefined ? project.data : undefined)
  const making = operation ?? found
  useTitle(project.data?.name ?? 'Project')
  if (project.error && !project.data) return <ErrorState error={project.error} what="The project" onRetry={() => void project.refetch()} />
  if (!project.data || making === undefined) return <RoomSkeleton />
  if (making !== null) {
    const done = () => void navigate({ to: '/projects/$projectId', params: { projectId }, search: {}, replace: true })
    return <Making project={project.data} operationId={making} onDone={done} />
  }
  return (
    <WorkProvider key={projectId} project={project.data}>
      <Workspace project={project.data} />
    </WorkProvider>
  )
}

const SHOWN_KEY = 'conversation'

/** The panes that are told what they show by the conversation: beside the others it only repeats, until it is asked for. */
const TALKING = new Set(['', '/conversation', '/checks'])
const spot = (pane: string) => (TALKING.has(pane) ? SHOWN_KEY : `${SHOWN_KEY} elsewhere`)
const isShown = (pane: string) => (localStorage.getItem(spot(pane)) ?? (TALKING.has(pane) ? 'shown' : 'hidden')) === 'shown'

/** The bar above; the conversation beside what it is about. On narrow screens there is one pane at a time. */
function Workspace({ project }: { project: Project }) {
  const pane = usePane(project.id)
  const [, setToggled] = useState(0)
  const isBeside = isShown(pane)
  const [wasPreviewed, setPreviewed] = useState(false)
  const isTalking = pane === '/conversation'
  const isPreview = pane === '' || isTalking
  if (isPreview && !wasPreviewed) setPreviewed(true)
  const toggle = () => {
    localStorage.setItem(spot(pane), isBeside ? 'hidden' : 'shown')
    setToggled((times) => times + 1)
  }
  usePaneCommands(project.id)
  return (
    <div className="flex h-full flex-col">
      <ProjectBar project={project} isBeside={isBeside} onToggle={toggle} />
      <div className="flex min-h-0 grow">
        <aside
          aria-label="Conversation"
          className={clsx('min-h-0 w-full shrink-0 lg:w-88 lg:border-r', !isTalking && 'max-lg:hidden', !isBeside && !isTalking && 'lg:hidden')}
        >
          <Suspense fallback={<PaneSkeleton />}>
            <Conversation project={project} />
          </Suspense>
        </aside>
        <section aria-label={PANES.find((item) => item.end === pane)?.label} className={clsx('relative min-w-0 grow', isTalking && 'max-lg:hidden')}>
          {wasPreviewed && (
            <div className={clsx('absolute inset-0', !isPreview && 'hidden')}>
              <Suspense fallback={<PaneSkeleton />}>
                <Preview project={project} />
              </Suspense>
            </div>
          )}
          {!isPreview && (
            <Suspense fallback={<PaneSkeleton />}>
              <Outlet />
            </Suspense>
          )}
        </section>
      </div>
    </div>
  )
}

function usePaneCommands(projectId: string) {
  const navigate = useNavigate()
  const commands = useMemo(
    () =>
      PANES.map(({ to, label, icon: Icon }) => ({
        id: `pane ${label}`,
        label,
        group: 'This project',
        icon: <Icon aria-hidden />,
        run: () => void navigate({ to, params: { projectId } }),
      })),
    [projectId, navigate],
  )
  useCommands(commands)
}

function PaneSkeleton() {
  return (
    <Loading label="Loading" className="h-full p-4">
      <Skeleton className="h-8 w-full" />
      <Skeleton className="mt-4 h-[60%] w-full" />
    </Loading>
  )
}

function RoomSkeleton() {
  return (
    <Loading label="Loading the project" className="flex h-full flex-col">
      <div className="flex h-12 items-center border-b px-4">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex grow">
        <div className="hidden w-88 border-r p-4 lg:block">
          <Skeleton className="h-24 w-full" />
        </div>
        <div className="grow p-4">
          <Skeleton className="h-full w-full" />
        </div>
      </div>
    </Loading>
  )
}
