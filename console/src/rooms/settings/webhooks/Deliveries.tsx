import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { Answered, Badge, type Column, EmptyState, Pager, RowsWaiting, SelectField, Table, Time } from '@/ui'
import { DeliveryDialog } from './DeliveryDialog'
import { patientPace } from './pace'
import { AGAIN, STATUSES } from './words'

type Delivery = Ai['DeliveryOut']
type Status = Delivery['status']

const ROUTE = '/signed-in/settings/webhooks/$webhookId'
const CHOICES = [{ value: '', label: 'All' }, ...Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }))]

const isStatus = (value: string | undefined): value is Status => value !== undefined && value in STATUSES

/** What one URL was told; while something is on its way, it is asked for again and again. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { page = 1, status: sought, delivery } = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: '/settings/webhooks/$webhookId' })
  const status = isStatus(sought) ? sought : undefined
  const [ask] = useState(patientPace)
  const found = useQuery({
    queryKey: [...keys.deliveries(webhookId), { page, status }],
    queryFn: () =>
      of(
        aibuild.GET('/aibuild/v1/webhooks/{webhook_id}/deliveries', {
          params: { path: { webhook_id: webhookId }, query: { page, limit: 20, ...(status && { status }) } },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ask(state.data?.deliveries ?? []),
  })
  return (
    <>
      <div className="mb-3 w-40">
        <SelectField
          bare
          label="Deliveries to show"
          value={status ?? ''}
          options={CHOICES}
          onChange={(event) => void navigate({ search: event.target.value ? { status: event.target.value } : {}, replace: true })}
        />
      </div>
      <Answered query={found} what="The deliveries" waiting={<RowsWaiting />}>
        {(list) =>
          list.deliveries.length === 0 ? (
            <EmptyState title={status ? 'No matching deliveries' : 'No deliveries yet'} framed>
              {!status && 'Send a test to check that your URL receives it.'}
            </EmptyState>
          ) : (
            <>
              <Table label="Deliveries" columns={COLUMNS} rows={list.deliveries} keyOf={(item) => item.id} />
              <Pager
                of={list.pagination}
                onPage={(next) => void navigate({ search: (before) => ({ ...(before.status && { status: before.status }), ...(next > 1 && { page: next }) }) })}
              />
            </>
          )
        }
      </Answered>
      <DeliveryDialog
        webhookId={webhookId}
        id={delivery ?? null}
        onClose={() => void navigate({ search: (before) => ({ ...before, delivery: undefined }), replace: true })}
      />
    </>
  )
}

export function DeliveryStatus({ status, attempts }: { status: Status; attempts: number }) {
  const { label, tone, live } = status === 'pending' && attempts > 0 ? AGAIN : STATUSES[status]
  return (
    <Badge tone={tone} live={live} dot>
      {label}
    </Badge>
  )
}

const COLUMNS: readonly Column<Delivery>[] = [
  {
    name: 'event',
    label: 'Event',
    className: 'w-full max-w-0',
    cell: (item) => (
      <Link
        from="/settings/webhooks/$webhookId"
        to="."
        search={(before) => ({ ...before, delivery: item.id })}
        className="block truncate font-mono text-xs underline decoration-line-strong underline-offset-4 hover:decoration-current"
      >
        {item.event}
      </Link>
    ),
  },
  { name: 'attempts', label: 'Attempts', wide: true, className: 'tabular text-muted', cell: (item) => item.attempts },
  { name: 'at', label: 'Sent', className: 'whitespace-nowrap text-muted', cell: (item) => <Time at={item.createdAt} /> },
  { name: 'status', label: 'Status', cell: (item) => <DeliveryStatus status={item.status} attempts={item.attempts} /> },
]
