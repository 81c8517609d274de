import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowLeft, Ellipsis, PencilLine, Power, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { aibuild, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { Section } from '@/shell/Page'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Button, Confirm, EmptyState, Menu, MenuItem, MenuSeparator, RowsWaiting, tell, tellFault } from '@/ui'
import { Deliveries } from './Deliveries'
import { type Hook, HookState, useWebhooks } from './Webhooks'
import { WebhookDialog } from './WebhookDialog'
import { whyDisabled } from './words'

/** One webhook: what it is told, how each delivery went, and what can be done about it. */
export function Webhook() {
  const { webhookId } = useParams({ from: '/signed-in/settings/webhooks/$webhookId' })
  const found = useWebhooks()
  const hook = found.data?.webhooks.find((item) => item.id === webhookId)
  return (
    <Leaf
      title={hook ? new URL(hook.url).host : 'Webhook'}
      back={
        <Link to="/settings/webhooks" className="mb-3 inline-flex items-center gap-1.5 rounded-md text-sm text-muted hover:text-ink">
          <ArrowLeft aria-hidden className="size-3.5" />
          Webhooks
        </Link>
      }
      actions={hook && <Actions hook={hook} />}
    >
      <Answered query={found} what="The webhook" waiting={<RowsWaiting rows={5} />}>
        {() => (hook ? <Told hook={hook} /> : <EmptyState title="Not found">This webhook does not exist or was deleted.</EmptyState>)}
      </Answered>
    </Leaf>
  )
}

function Told({ hook }: { hook: Hook }) {
  return (
    <>
      <dl className="mb-10 grid gap-x-6 gap-y-4 rounded-lg border bg-surface p-4 text-sm sm:grid-cols-[6rem_1fr]">
        <dt className="text-faint">URL</dt>
        <dd className="font-mono text-xs break-all max-sm:-mt-3">{hook.url}</dd>
        <dt className="text-faint">Events</dt>
        <dd className="flex flex-wrap gap-1.5 max-sm:-mt-3">
          {hook.events.map((name) => (
            <Badge key={name}>
              <span className="font-mono">{name}</span>
            </Badge>
          ))}
        </dd>
        <dt className="text-faint">Status</dt>
        <dd className="flex flex-wrap items-center gap-2 max-sm:-mt-3">
          <HookState hook={hook} />
          {!hook.enabled && <span className="text-muted">{whyDisabled(hook.disabledReason)}</span>}
        </dd>
      </dl>
      <Section title="Deliveries" description="The last 30 days. Failed deliveries are retried automatically for a while.">
        <Deliveries webhookId={hook.id} />
      </Section>
    </>
  )
}

function Actions({ hook }: { hook: Hook }) {
  const may = useMay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const path = { params: { path: { webhook_id: hook.id } } }
  const test = useMutation({
    mutationFn: () => of(aibuild.POST('/aibuild/v1/webhooks/{webhook_id}/test', path)),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.deliveries(hook.id) }),
    onError: (error) => tellFault('Test not sent', error),
  })
  const enable = useMutation({
    mutationFn: (enabled: boolean) => of(aibuild.PATCH('/aibuild/v1/webhooks/{webhook_id}', { ...path, body: { enabled } })),
    onSuccess: (changed) => {
      void client.invalidateQueries({ queryKey: keys.webhooks })
      tell(changed.enabled ? 'Enabled' : 'Disabled', changed.enabled ? undefined : 'Pending deliveries were cancelled.')
    },
    onError: (error) => tellFault('Not changed', error),
  })
  const remove = async () => {
    await of(aibuild.DELETE('/aibuild/v1/webhooks/{webhook_id}', path))
    await navigate({ to: '/settings/webhooks' })
    await client.invalidateQueries({ queryKey: keys.webhooks, exact: true })
    tell('Webhook deleted')
  }
  if (!may('webhooks:write')) return null
  return (
    <>
      <Button icon={<Send aria-hidden className="size-3.5" />} busy={test.isPending} disabled={!hook.enabled} onClick={() => test.mutate()}>
        Send test
      </Button>
      <Menu
        trigger={
          <Button square busy={enable.isPending} aria-label="More actions">
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => setOpen('change')}>
          Edit…
        </MenuItem>
        <MenuItem icon={<Power aria-hidden />} onSelect={() => enable.mutate(!hook.enabled)}>
          {hook.enabled ? 'Disable' : 'Enable'}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setOpen('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      <WebhookDialog
        open={open === 'change'}
        onClose={() => setOpen(null)}
        hook={hook}
        onDone={() => {
          setOpen(null)
          tell('Webhook saved')
        }}
      />
      <Confirm open={open === 'delete'} onClose={() => setOpen(null)} title="Delete the webhook?" action="Delete" onConfirm={remove}>
        Nothing more is sent to this URL, and its deliveries are deleted. This cannot be undone. You can disable it instead.
      </Confirm>
    </>
  )
}
