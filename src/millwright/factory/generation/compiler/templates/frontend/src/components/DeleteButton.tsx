import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { messageOf } from '../lib/api'
import { Button } from './Button'
import { ConfirmDialog } from './Dialog'
import { useToast } from './Toast'

interface Props {
  title: string
  onDelete: () => Promise<void>
  /** Where to go when it is gone. */
  to: string
}

export function DeleteButton({ title, onDelete, to }: Props) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const navigate = useNavigate()
  const toast = useToast()

  async function confirm() {
    setBusy(true)
    setError('')
    try {
      await onDelete()
      toast(`${title} was deleted.`)
      await navigate(to, { replace: true })
    } catch (fault) {
      setError(messageOf(fault))
      setBusy(false)
    }
  }

  return (
    <>
      <Button variant="secondary" icon={Trash2} onClick={() => setOpen(true)}>
        Delete
      </Button>
      {open && (
        <ConfirmDialog
          title={`Delete ${title}?`}
          message="This cannot be undone."
          action="Delete"
          onConfirm={confirm}
          onClose={() => setOpen(false)}
          busy={busy}
          error={error}
        />
      )}
    </>
  )
}
