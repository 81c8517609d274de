import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { Answered, Badge, Button, CopyButton, Dialog, Skeleton, tell, tellFault, Time, useLast } from '@/ui'
import { DeliveryStatus } from './Deliveries'
import { patientPace } from './pace'
import { failure, readable } from './words'

type Detail = Ai['DeliveryDetail']
type Attempt = Detail['history'][number]

interface Props {
  webhookId: string
  /** Null while none is looked at. */
  id: string | null
  onClose: () => void
}

/** One delivery: what was sent, each attempt with its answer, and the way to send it again. */
export function DeliveryDialog({ webhookId, id, onClose }: Props) {
  const client = useQueryClient()
  const may = useMay()
  const shown = useLast(id)
  const [ask] = useState(patientPace)
  const found = useQuery({
    queryKey: [...keys.deliveries(webhookId), shown],
    queryFn: () => of(aibuild.GET('/aibuild/v1/webhooks/deliveries/{delivery_id}', { params: { path: { delivery_id: shown ?? '' } } })),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data ? ask([state.data]) : false),
  })
  const replay = useMutation({
    mutationFn: () => of(aibuild.POST('/aibuild/v1/webhooks/deliveries/{delivery_id}/replay', { params: { path: { delivery_id: shown ?? '' } } })),
    onSuccess: async () => {
      tell('Resending')
      await client.invalidateQueries({ queryKey: keys.deliveries(webhookId) })
    },
    onError: (error) => tellFault('Could not resend', error),
  })
  return (
    <Dialog
      open={id !== null}
      onClose={onClose}
      wide
      title={found.data?.event ?? 'Delivery'}
      description={found.data && <Time at={found.data.createdAt} />}
      actions={
        <>
          {may('webhooks:write') && (
            <Button icon={<RotateCw aria-hidden className="size-3.5" />} busy={replay.isPending} disabled={!found.data} onClick={() => replay.mutate()}>
              Resend
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <Answered query={found} what="The delivery" waiting={<Skeleton className="h-72" />}>
        {(delivery) => (
          <div className="flex flex-col gap-5">
            <div role="status" className="flex flex-wrap items-center gap-2 text-sm text-muted">
              <DeliveryStatus status={delivery.status} attempts={delivery.attempts} />
              {delivery.nextAttemptAt && delivery.status === 'pending' && (
                <span>
                  next attempt <Time at={delivery.nextAttemptAt} />
                </span>
              )}
            </div>
            <Attempts history={delivery.history} />
            <Body label="Payload" text={delivery.body} />
          </div>
        )}
      </Answered>
    </Dialog>
  )
}

function Attempts({ history }: { history: readonly Attempt[] }) {
  if (history.length === 0) return null
  return (
    <section aria-label="Attempts">
      <h3 className="mb-1.5 text-sm font-medium">Attempts</h3>
      <ol className="rounded-md border">
        {history.map((attempt) => (
          <li key={attempt.number} className="border-b px-3 py-2.5 last:border-0">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
              <span className="tabular text-faint">{attempt.number}</span>
              {attempt.statusCode !== null && (
                <Badge tone={attempt.statusCode < 300 ? 'ok' : 'bad'}>
                  <span className="tabular">{attempt.statusCode}</span>
                </Badge>
              )}
              {attempt.failure && <span>{failure(attempt.failure)}</span>}
              <span className="tabular ml-auto text-xs text-faint">
                {attempt.duration} ms, <Time at={attempt.at} />
              </span>
            </p>
            {attempt.response && <Body label={`Response ${attempt.number}`} text={attempt.response} small />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Body({ label, text, small = false }: { label: string; text: string; small?: boolean }) {
  const shown = readable(text)
  const block = (
    <pre tabIndex={0} role="region" aria-label={label} className="max-h-64 overflow-auto rounded-md bg-sunken px-3 py-2.5 font-mono text-xs break-words whitespace-pre-wrap">
      {shown}
    </pre>
  )
  if (small) return <div className="mt-2">{block}</div>
  return (
    <section aria-label={label}>
      <div className="mb-1 flex items-center justify-between">
        <h3 className="text-sm font-medium">{label}</h3>
        <CopyButton text={text} label="Copy payload" />
      </div>
      {block}
    </section>
  )
}
