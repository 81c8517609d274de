import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, Webhook as Icon } from 'lucide-react'
import { useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Button, type Column, CopyField, Dialog, EmptyState, RowsWaiting, Table, Time } from '@/ui'
import { WebhookDialog } from './WebhookDialog'

export type Hook = Ai['WebhookOut']

const MOST = 100

/** All webhooks of the organization; one of them is found among them, for the contract has no way to ask for one. */
export const useWebhooks = () =>
  useQuery({
    queryKey: keys.webhooks,
    queryFn: () => of(aibuild.GET('/aibuild/v1/webhooks', { params: { query: { limit: MOST } } })),
  })

export function Webhooks() {
  const may = useMay()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const found = useWebhooks()
  return (
    <Leaf
      title="Webhooks"
      description="Signed HTTP requests to your URLs when a build or a deployment ends, or something else happens."
      actions={
        may('webhooks:write') && (
          <Button look="primary" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setMaking(true)}>
            New webhook
          </Button>
        )
      }
    >
      <Answered query={found} what="The webhooks" waiting={<RowsWaiting />}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <EmptyState icon={<Icon aria-hidden />} title="No webhooks yet" framed>
              Notify another system when a project changes or a deployment finishes.
            </EmptyState>
          ) : (
            <Table label="Webhooks" columns={COLUMNS} rows={webhooks} keyOf={(hook) => hook.id} />
          )
        }
      </Answered>
      <WebhookDialog
        open={making}
        onClose={() => setMaking(false)}
        onDone={(made) => {
          setMaking(false)
          if ('secret' in made && made.secret) setSecret(made.secret)
        }}
      />
      <Dialog
        open={secret !== null}
        onClose={() => setSecret(null)}
        title="Signing secret"
        description="Copy it now. It is shown only once. Your server uses it to verify that a request is from Millwright."
        actions={
          <Button look="primary" onClick={() => setSecret(null)}>
            Done
          </Button>
        }
      >
        <CopyField label="Secret" text={secret ?? ''} />
      </Dialog>
    </Leaf>
  )
}

const COLUMNS: readonly Column<Hook>[] = [
  {
    name: 'url',
    label: 'URL',
    className: 'w-full max-w-0',
    cell: (hook) => (
      <>
        <Link
          to="/settings/webhooks/$webhookId"
          params={{ webhookId: hook.id }}
          title={hook.url}
          className="block truncate font-mono text-xs underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {hook.url}
        </Link>
        <p className="mt-0.5 truncate text-xs text-faint">{hook.events.join(', ')}</p>
      </>
    ),
  },
  { name: 'told', label: 'Last sent', wide: true, className: 'whitespace-nowrap text-muted', cell: (hook) => (hook.lastTriggered ? <Time at={hook.lastTriggered} /> : 'Never') },
  { name: 'state', label: 'Status', cell: (hook) => <HookState hook={hook} /> },
]

export function HookState({ hook }: { hook: Hook }) {
  if (hook.enabled) return <Badge tone="ok" dot>Enabled</Badge>
  return (
    <Badge tone={hook.disabledReason ? 'bad' : 'neutral'} dot>
      Disabled
    </Badge>
  )
}
