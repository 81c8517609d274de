import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ListTodo } from 'lucide-react'
import { useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { isOver, type Operation } from '@/api/operations'
import { projectsQuery } from '@/api/projects'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Button, Confirm, EmptyState, Pager, Progress, RowsWaiting, seconds, SelectField, tell, Time, type Tone } from '@/ui'

const WHILE_RUNNING = 2_000
const OTHERWISE = 10_000
const UNFINISHED = 'queued,running'
const CHOICES = [
  { value: '', label: 'All statuses' },
  { value: 'running', label: 'Running' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
]
const KINDS: Readonly<Record<string, string>> = {
  generate: 'Build',
  refine: 'Change',
  rollback: 'Rollback',
  verify: 'Checks',
  deploy: 'Deployment',
}
const STATES: Readonly<Record<string, { label: string; tone: Tone; live?: boolean }>> = {
  queued: { label: 'Queued', tone: 'neutral' },
  running: { label: 'Running', tone: 'accent', live: true },
  succeeded: { label: 'Succeeded', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}

/** What is being worked on for the organization, and how what is over has ended. */
export function Operations() {
  const { status = '', page = 1 } = useSearch({ from: '/signed-in/system/operations' })
  const navigate = useNavigate({ from: '/system/operations' })
  const sought = status === 'running' ? UNFINISHED : status
  const found = useQuery({
    queryKey: [...keys.operations, 'list', { sought, page }],
    queryFn: () => of(aibuild.GET('/aibuild/v1/operations', { params: { query: { status: sought, page, limit: 20 } } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.operations.some((item) => !isOver(item)) ? WHILE_RUNNING : OTHERWISE),
  })
  return (
    <Leaf
      title="Operations"
      description="Builds, changes and rollbacks in your organization, and the checks and deployments that somebody asked for."
      actions={
        <div className="w-36">
          <SelectField
            bare
            label="Operations to show"
            value={status}
            options={CHOICES}
            onChange={(event) => void navigate({ search: event.target.value ? { status: event.target.value } : {}, replace: true })}
          />
        </div>
      }
    >
      <Answered query={found} what="The operations" waiting={<RowsWaiting />}>
        {(list) =>
          list.operations.length === 0 ? (
            <EmptyState icon={<ListTodo aria-hidden />} title={status === '' ? 'No operations yet' : status === 'running' ? 'Nothing is running' : 'No matching operations'} framed>
              {status === '' && 'Builds, changes, checks and deployments appear here while they run, and stay.'}
            </EmptyState>
          ) : (
            <>
              <ul aria-label="Operations" className="rounded-lg border bg-surface">
                {list.operations.map((item) => (
                  <Row key={item.id} operation={item} />
                ))}
              </ul>
              <Pager of={list.pagination} onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })} />
            </>
          )
        }
      </Answered>
    </Leaf>
  )
}

function Row({ operation }: { operation: Operation }) {
  const [asking, setAsking] = useState(false)
  const projects = useQuery(projectsQuery({ limit: 50 }))
  const { projectId } = operation
  const running = operation.phases.find((phase) => phase.state === 'running')
  const kind = KINDS[operation.kind] ?? operation.kind
  const { label, tone, live } = STATES[operation.status] ?? { label: operation.status, tone: 'neutral' as const }
  const name = projects.data?.projects.find((project) => project.id === projectId)?.name
  return (
    <li className="border-b px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <div className="min-w-0 grow basis-52">
          <p className="truncate text-sm font-medium">
            {kind}
            {projectId && (
              <>
                {': '}
                <Link
                  to="/projects/$projectId"
                  params={{ projectId }}
                  search={{ operation: operation.id }}
                  className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
                >
                  {name ?? 'project'}
                </Link>
              </>
            )}
          </p>
          <p className="truncate text-xs text-faint">
            Started <Time at={operation.createdAt} />
            {took(operation)}
            {running && `, ${running.label.toLowerCase()}`}
          </p>
        </div>
        <Badge tone={tone} live={live} dot>
          {label}
        </Badge>
        {!isOver(operation) && (
          <Button size="sm" aria-label={`Cancel: ${kind}${name ? ` ${name}` : ''}`} onClick={() => setAsking(true)}>
            Cancel
          </Button>
        )}
      </div>
      {operation.error && <p className="mt-1.5 text-sm text-pretty break-words text-bad">{operation.error}</p>}
      {!isOver(operation) && <Progress label={`${kind}: progress`} percent={operation.percent} className="mt-2.5" />}
      <CallOff operation={operation} open={asking} onClose={() => setAsking(false)} />
    </li>
  )
}

function took({ startedAt, finishedAt }: Operation): string {
  if (!startedAt || !finishedAt) return ''
  return `, took ${seconds((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)}`
}

function CallOff({ operation, open, onClose }: { operation: Operation; open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => of(aibuild.POST('/aibuild/v1/operations/{operation_id}/cancel', { params: { path: { operation_id: operation.id } } })),
    onSettled: () => Promise.all([keys.operations, keys.projects].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title="Cancel this operation?"
      action="Cancel operation"
      onConfirm={async () => {
        await cancel.mutateAsync()
        tell('Cancelled')
      }}
    >
      What it has done so far is discarded, and the application stays as it is. You can try again.
    </Confirm>
  )
}
