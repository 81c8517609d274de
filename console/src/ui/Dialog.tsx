import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { wordsOf } from '@/api/errors'
import { Button, buttonClass } from './Button'
import { TextField } from './Field'

interface Props {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** What can be done, at the lower end. */
  actions?: ReactNode
  wide?: boolean
}

const BACKDROP =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0'
const PANEL =
  'popup fixed z-50 flex max-h-[85dvh] flex-col overflow-hidden ' +
  'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none ' +
  'sm:top-[12dvh] sm:left-1/2 sm:w-full sm:-translate-x-1/2'

/** A window over the room, on a phone a sheet. Escape and the backdrop close it; focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children, actions, wide = false }: Props) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={clsx(PANEL, 'max-sm:pb-[env(safe-area-inset-bottom)]', wide ? 'sm:max-w-2xl' : 'sm:max-w-md')}>
          <header className="flex items-center justify-between gap-4 px-5 pt-4">
            <Base.Title className="text-lg">{title}</Base.Title>
            <Base.Close className={buttonClass({ look: 'quiet', size: 'sm', square: true }, '-my-2 -mr-2 shrink-0')} aria-label="Close">
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          {description && <Base.Description className="px-5 pt-1 text-sm text-muted">{description}</Base.Description>}
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {actions && <footer className="flex justify-end gap-2 border-t px-5 py-3">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface ConfirmProps {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, and whether it can be undone. */
  children: ReactNode
  action: string
  /** Throwing keeps the question open and says why. */
  onConfirm: () => Promise<unknown>
  /** Has them type this first. */
  typed?: string
  harmless?: boolean
}

/** Asks before what cannot be undone. */
export function Confirm({ open, onClose, title, children, action, onConfirm, typed, harmless = false }: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [words, setWords] = useState('')
  const close = () => {
    setFault(undefined)
    setWords('')
    onClose()
  }
  const confirm = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      await onConfirm()
      close()
    } catch (error) {
      setFault(wordsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <BaseAlert.Root open={open} onOpenChange={(next) => !next && !busy && close()}>
      <BaseAlert.Portal>
        <BaseAlert.Backdrop className={BACKDROP} />
        <BaseAlert.Popup className={clsx(PANEL, 'gap-3 p-5 max-sm:pb-[calc(1.25rem+env(safe-area-inset-bottom))] sm:max-w-md')}>
          <BaseAlert.Title className="text-lg">{title}</BaseAlert.Title>
          <BaseAlert.Description render={<div />} className="text-sm text-muted">
            {children}
          </BaseAlert.Description>
          {typed !== undefined && (
            <TextField
              label={`Type “${typed}” to confirm`}
              value={words}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
          {fault && (
            <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
              {fault}
            </p>
          )}
          <div className="mt-2 flex justify-end gap-2">
            <Button onClick={close} disabled={busy}>
              Cancel
            </Button>
            <Button
              look={harmless ? 'primary' : 'danger'}
              busy={busy}
              disabled={typed !== undefined && words.trim() !== typed}
              onClick={() => void confirm()}
            >
              {action}
            </Button>
          </div>
        </BaseAlert.Popup>
      </BaseAlert.Portal>
    </BaseAlert.Root>
  )
}
