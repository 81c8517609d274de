import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowLeft, ArrowUpRight, Check, ChevronDown, Download, Ellipsis, PanelLeft, Pencil, Rocket, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useWhyNot } from '@/api/profile'
import type { Project } from '@/api/projects'
import { Button, buttonClass, Confirm, Menu, MenuItem, MenuSeparator, tell, TextDialog, Tooltip, useEdges } from '@/ui'
import { dropDrafts } from './files/drafts'
import { PANES, usePane } from './panes'
import { ProjectState } from './ProjectState'
import { deploymentsQuery, servingIn } from './queries'
import { useWork } from './work'
import { WorkChip, WorkLine } from './WorkChip'

interface Props {
  project: Project
  /** Whether the conversation is shown beside the other panes, where there is room. */
  isBeside: boolean
  onToggle: () => void
}

/** What the project is called, where it stands, the way to its panes, and what can be done with it as a whole. */
export function ProjectBar({ project, isBeside, onToggle }: Props) {
  const { id } = useWork()
  return (
    <header className="relative flex shrink-0 flex-wrap items-center gap-x-2 border-b bg-canvas px-3 sm:px-4 lg:h-12 lg:flex-nowrap">
      {/* As wide as the conversation below: the tabs begin where the panes do, whatever stands beside the name. */}
      <div className="flex h-12 min-w-0 items-center gap-2.5 max-lg:grow max-lg:basis-0 lg:w-82 lg:shrink-0">
        <Tooltip label={isBeside ? 'Hide the conversation' : 'Show the conversation'}>
          <Button
            look="quiet"
            square
            aria-label="Conversation"
            aria-pressed={isBeside}
            onClick={onToggle}
            className="-ml-1.5 max-lg:hidden"
          >
            <PanelLeft aria-hidden className="size-4" />
          </Button>
        </Tooltip>
        <Link to="/" aria-label="All projects" className="-ml-2 grid size-10 shrink-0 place-items-center rounded-md text-muted sm:hidden">
          <ArrowLeft aria-hidden className="size-4" />
        </Link>
        <h1 className="truncate text-base max-sm:-ml-2">{project.name}</h1>
        {id === null ? <ProjectState state={project.status} /> : <WorkChip />}
      </div>
      <PaneTabs projectId={project.id} />
      <Actions project={project} />
      <WorkLine />
    </header>
  )
}

const TAB =
  'flex h-10 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-sm text-muted outline-offset-[-3px] hover:text-ink max-sm:h-11 max-sm:basis-0 max-sm:grow max-sm:justify-center lg:h-12 xl:px-2.5 [&_svg]:size-4'

/** How many panes have a tab of their own on a phone. */
const ON_PHONE = 2

function PaneTabs({ projectId }: { projectId: string }) {
  const list = useRef<HTMLElement>(null)
  const pane = usePane(projectId)
  useEdges(list, pane)
  return (
      <nav
        ref={list}
        aria-label="Panes"
        className={clsx(
          'relative -mb-px flex min-w-0 gap-0.5 self-end scroll-row lg:mr-auto lg:h-12',
          'max-lg:order-last max-lg:-mx-3 max-lg:w-screen max-lg:px-3 sm:max-lg:-mx-4 sm:max-lg:px-4',
        )}
      >
        {PANES.map(({ to, end, label, icon: Icon }, at) => (
          <Link
            key={to}
            to={to}
            params={{ projectId }}
            activeOptions={{ exact: true, includeSearch: false }}
            className={clsx(
              TAB,
              'data-[status=active]:border-accent data-[status=active]:text-ink',
              label === 'Conversation' && 'lg:hidden',
              end === '' && pane === '/conversation' && 'lg:border-accent lg:text-ink',
              at >= ON_PHONE && 'max-sm:hidden',
            )}
          >
            <Icon aria-hidden className="max-xl:hidden max-lg:block" />
            {label}
          </Link>
        ))}
        <MorePanes projectId={projectId} pane={pane} />
      </nav>
  )
}

/** On a phone: the panes that have no tab of their own, and which of them is open. */
function MorePanes({ projectId, pane }: { projectId: string; pane: string }) {
  const navigate = useNavigate()
  const more = PANES.slice(ON_PHONE)
  const open = more.find(({ end }) => end === pane)
  return (
    <Menu
      trigger={
        <button type="button" className={clsx(TAB, 'grow justify-center sm:hidden', open && '!border-accent !text-ink')}>
          {open?.label ?? 'More'}
          <ChevronDown aria-hidden className="!size-3.5" />
        </button>
      }
    >
      {more.map(({ to, end, label, icon: Icon }) => (
        <MenuItem
          key={to}
          icon={<Icon aria-hidden />}
          end={end === pane && <Check aria-hidden />}
          onSelect={() => void navigate({ to, params: { projectId } })}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}

function Actions({ project }: { project: Project }) {
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null)
  const { data } = useQuery(deploymentsQuery(project.id))
  const preview = servingIn('preview', data)
  const url = preview?.status === 'ready' ? preview.artifactUrl : null
  const pane = usePane(project.id)
  const isNext = url !== null && servingIn('production', data) === undefined && pane !== '/deployments'
  const mayNotRename = useWhyNot('projects:write')
  const mayNotDelete = useWhyNot('projects:delete')
  const navigate = useNavigate()
  const client = useQueryClient()
  const remove = async () => {
    await of(aibuild.DELETE('/aibuild/v1/projects/{project_id}', { params: { path: { project_id: project.id } } }))
    await navigate({ to: '/' })
    dropDrafts(project.id)
    client.removeQueries({ queryKey: keys.project(project.id) })
    void client.invalidateQueries({ queryKey: keys.projects })
    tell('Deleted', project.name)
  }
  return (
    <div className="flex shrink-0 items-center gap-1">
      {url && (
        <a href={url} target="_blank" rel="noopener noreferrer" aria-label="Open the application in a new tab" className={buttonClass({ look: 'plain' }, 'max-sm:!border-transparent max-sm:!bg-transparent max-sm:!px-3 max-sm:!shadow-none')}>
          <span className="max-sm:hidden">Open</span> <ArrowUpRight aria-hidden className="size-3.5" />
        </a>
      )}
      {isNext && (
        <Link to="/projects/$projectId/deployments" params={{ projectId: project.id }} className={buttonClass({ look: 'primary' }, 'max-lg:!hidden')}>
          <Rocket aria-hidden className="size-3.5" /> Deploy
        </Link>
      )}
      <Menu
        trigger={
          <Button look="quiet" square aria-label="More actions for this project">
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} whyNot={mayNotRename} onSelect={() => setAsked('rename')}>
          Rename
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onSelect={() => download(project)}>
          Download source
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} danger whyNot={mayNotDelete} onSelect={() => setAsked('delete')}>
          Delete
        </MenuItem>
      </Menu>
      {asked === 'rename' && <Rename project={project} onClose={() => setAsked(null)} />}
      <Confirm
        open={asked === 'delete'}
        onClose={() => setAsked(null)}
        title="Delete this project?"
        action="Delete permanently"
        typed={project.name}
        onConfirm={remove}
      >
        This deletes its files, revisions and running applications, with all data that people have entered. It cannot be undone.
      </Confirm>
    </div>
  )
}

/** A link that is followed once: the browser saves what it leads to, under the name that the server gives it. */
function download(project: Project) {
  const link = document.createElement('a')
  link.href = `/aibuild/v1/projects/${project.id}/archive`
  link.download = `${project.slug}.zip`
  link.click()
}

function Rename({ project, onClose }: { project: Project; onClose: () => void }) {
  const client = useQueryClient()
  const rename = useMutation({
    mutationFn: (name: string) =>
      of(aibuild.PATCH('/aibuild/v1/projects/{project_id}', { params: { path: { project_id: project.id } }, body: { name } })),
    onSuccess: (renamed) => {
      client.setQueryData(keys.project(project.id), renamed)
      void client.invalidateQueries({ queryKey: keys.projects })
      onClose()
    },
  })
  return (
    <TextDialog
      title="Rename"
      action="Rename"
      label="Name"
      hint="The application keeps its address."
      initial={project.name}
      longest={200}
      submit={rename}
      onClose={onClose}
    />
  )
}
