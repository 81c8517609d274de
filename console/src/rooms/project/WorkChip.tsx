import { useMutation } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { isOver, type Operation } from '@/api/operations'
import { useWhyNot } from '@/api/profile'
import { Badge, Button, Dialog, ErrorState, tellFault, type Tone } from '@/ui'
import { Log } from './progress/Log'
import { OperationProgress } from './progress/OperationProgress'
import { Trouble } from './progress/Trouble'
import { useWork } from './work'

const DOING: Record<string, string> = {
  generate: 'Building',
  refine: 'Updating',
  verify: 'Checking',
  rollback: 'Rolling back',
  deploy: 'Deploying',
}
const ENDED: Record<string, { tone: Tone; label: string }> = {
  succeeded: { tone: 'ok', label: 'Done' },
  failed: { tone: 'bad', label: 'Failed' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
}

export const doing = (operation: Operation) => DOING[operation.kind] ?? 'Working'

/** In place of the project's state while something is done to it: what, how far; pressed, it tells all. */
export function WorkChip() {
  const { operation, error, forget } = useWork()
  const [isOpen, setOpen] = useState(false)
  const ended = operation && isOver(operation) ? ENDED[operation.status] : undefined
  const close = () => {
    setOpen(false)
    if (error || ended) forget()
  }
  const said = error ? 'Connection lost' : ended ? ended.label : operation ? doing(operation) : 'Loading'
  return (
    <>
      <span role="status" className="sr-only">
        {said}
      </span>
      <button type="button" onClick={() => setOpen(true)} aria-label={`${said}: show progress`} className="flex items-center gap-1 rounded-full" aria-haspopup="dialog">
        <Badge tone={ended?.tone ?? 'accent'} live={!ended && !error} dot>
          {said}
          {operation && !ended && <span className="tabular">{operation.percent}%</span>}
          <ChevronDown aria-hidden className="size-3" />
        </Badge>
      </button>
      <WorkDialog open={isOpen} onClose={close} />
    </>
  )
}

/** A line along the upper edge of the bar, away from the mark of the tabs: how far the work is. */
export function WorkLine() {
  const { operation, isBusy } = useWork()
  return (
    <div
      aria-hidden
      className={clsx('absolute top-0 left-0 h-0.5 bg-accent transition-[width,opacity] duration-300 ease-calm', !isBusy && 'opacity-0')}
      style={{ width: `${operation?.percent ?? 0}%` }}
    />
  )
}

/** Calls an operation off. */
export function Cancel({ operation, ...looks }: { operation: Operation } & Pick<ComponentProps<typeof Button>, 'look' | 'size' | 'className'>) {
  const whyNot = useWhyNot(operation.kind === 'deploy' ? 'deployments:write' : 'projects:write')
  const cancel = useMutation({
    mutationFn: () => of(aibuild.POST('/aibuild/v1/operations/{operation_id}/cancel', { params: { path: { operation_id: operation.id } } })),
    onError: (error) => tellFault('Not cancelled', error),
  })
  return (
    <Button {...looks} busy={cancel.isPending} whyNot={whyNot} onClick={() => cancel.mutate()}>
      Cancel
    </Button>
  )
}

function WorkDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { operation, log, link, error, isBusy } = useWork()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title={operation ? doing(operation) : 'Progress'}
      actions={
        <>
          {isBusy && operation && <Cancel operation={operation} />}
          <Button look={isBusy ? 'plain' : 'primary'} onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {error ? <ErrorState error={error} what="The progress" /> : <OperationProgress operation={operation} link={link} />}
      {operation?.status === 'failed' && <Trouble operation={operation} />}
      <Log lines={log} open={operation?.status === 'failed'} />
    </Dialog>
  )
}
