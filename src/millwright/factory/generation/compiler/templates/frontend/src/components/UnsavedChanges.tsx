import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from './Dialog'

/** Asks before what was typed is lost, whether by a link or by closing the page. */
export function UnsavedChanges({ when }: { when: boolean }) {
  const blocker = useBlocker(when)

  useEffect(() => {
    if (!when) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [when])

  if (blocker.state !== 'blocked') return null
  return (
    <ConfirmDialog
      title="Leave without saving?"
      message="What you changed here will be lost."
      action="Leave"
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    />
  )
}
