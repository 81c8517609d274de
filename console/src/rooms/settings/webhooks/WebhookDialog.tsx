import { useMutation, useQueryClient } from '@tanstack/react-query'
import { aibuild, type Ai, of } from '@/api/client'
import { ApiError } from '@/api/errors'
import { keys } from '@/api/keys'
import { FormDialog, TextField } from '@/ui'
import { text } from '../given'
import { EVENTS } from './events'

interface Props {
  open: boolean
  onClose: () => void
  /** The webhook to change; without one another is made. */
  hook?: Ai['WebhookOut']
  onDone: (webhook: Ai['WebhookOut'] | Ai['CreatedWebhookOut']) => void
}

/** Where to tell, and what of. */
export function WebhookDialog({ open, onClose, hook, onDone }: Props) {
  const client = useQueryClient()
  const submit = useMutation({
    mutationFn: (given: FormData) => {
      const body = { url: text(given, 'url'), events: given.getAll('events').map(String) }
      if (body.events.length === 0) throw new ApiError(422, 'none', 'Choose at least one event.', { events: 'Choose at least one event.' })
      if (!hook) return of(aibuild.POST('/aibuild/v1/webhooks', { body }))
      return of(aibuild.PATCH('/aibuild/v1/webhooks/{webhook_id}', { params: { path: { webhook_id: hook.id } }, body }))
    },
    onSuccess: async (done) => {
      await client.invalidateQueries({ queryKey: keys.webhooks, exact: true })
      onDone(done)
    },
  })
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={hook ? 'Edit webhook' : 'New webhook'}
      action={hook ? 'Save' : 'Create webhook'}
      submit={submit}
      names={['url', 'events']}
    >
      {(faults) => (
        <>
          <TextField
            name="url"
            type="url"
            label="URL"
            placeholder="https://"
            inputMode="url"
            autoComplete="off"
            maxLength={2000}
            required
            defaultValue={hook?.url}
            fault={faults.url}
          />
          <Choices chosen={hook?.events ?? ['deployment.completed', 'deployment.failed']} fault={faults.events} />
        </>
      )}
    </FormDialog>
  )
}

function Choices({ chosen, fault }: { chosen: readonly string[]; fault: string | undefined }) {
  return (
    <fieldset aria-describedby={fault ? 'events-fault' : undefined}>
      <legend className="mb-2 text-sm font-medium">Events</legend>
      <div className="grid grid-cols-2 gap-x-2 gap-y-4">
        {EVENTS.map((group) => (
          <div key={group.about}>
            <p className="mb-1 text-xs text-faint">{group.about}</p>
            {group.names.map((name) => (
              <label key={name} className="flex items-center gap-2 py-1 text-xs max-sm:py-2">
                <input type="checkbox" name="events" value={name} defaultChecked={chosen.includes(name)} className="size-4 shrink-0 accent-accent" />
                <span className="min-w-0 font-mono break-words">{name}</span>
              </label>
            ))}
          </div>
        ))}
      </div>
      <p id="events-fault" role="alert" className={fault ? 'mt-2 text-xs text-bad' : 'hidden'}>
        {fault}
      </p>
    </fieldset>
  )
}
