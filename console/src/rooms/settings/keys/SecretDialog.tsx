import { Button, CopyField, Dialog, useLast } from '@/ui'
import type { MadeKey } from './KeyDialog'

/** A new key's secret: here, this once. It is kept nowhere, and gone when the window closes. */
export function SecretDialog({ made, onClose }: { made: MadeKey | null; onClose: () => void }) {
  const name = useLast(made?.name ?? null)
  return (
    <Dialog
      open={made !== null}
      onClose={onClose}
      title={`Your key “${name ?? ''}”`}
      description="Copy the key now. It is shown only once and cannot be looked up later."
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {made && (
        <div className="flex flex-col gap-4">
          <CopyField label="Key" text={made.key} />
          <div>
            <p className="mb-1.5 text-xs text-faint">Send it with each request, for example</p>
            <CopyField label="Command" text={`curl -H "Authorization: Bearer ${made.key}" ${window.location.origin}/aibuild/v1/projects`} />
          </div>
        </div>
      )}
    </Dialog>
  )
}
