import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './Button'

/** A modal dialog on the browser's own: it keeps the focus inside and Escape closes it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()

  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="m-auto w-[calc(100%-2rem)] max-w-md rounded-2xl border border-line bg-surface p-6 text-ink shadow-xl backdrop:bg-black/50"
    >
      <h2 id={heading} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </dialog>
  )
}

interface ConfirmProps {
  title: string
  message: string
  action: string
  onConfirm: () => void
  onClose: () => void
  error?: string
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, message, action, onConfirm, onClose, error }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mt-2 text-sm text-muted">{message}</p>
      {error && (
        <p role="alert" className="mt-4 rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger-ink">
          {error}
        </p>
      )}
      <div className="mt-6 flex justify-end gap-2">
        <Button variant="secondary" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="danger" onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
