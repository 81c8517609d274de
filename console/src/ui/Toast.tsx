import { Toast as Base } from '@base-ui/react/toast'
import clsx from 'clsx'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { wordsOf } from '@/api/errors'
import { buttonClass } from './Button'

const manager = Base.createToastManager()

/** Says, from anywhere, that something was done. */
export function tell(title: string, description?: string): void {
  manager.add({ title, description, type: 'done', timeout: 4_000 })
}

/**
 * Says, from anywhere, that something was refused or failed. It stays longer, and is read at once: by a role of its own,
 * as Base UI's high priority would hide what is shown, its button included, from whoever does not see it.
 */
export function tellFault(title: string, error?: unknown): void {
  manager.add({ title, description: error === undefined ? undefined : wordsOf(error), type: 'fault', timeout: 10_000 })
}

export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex flex-col gap-2 sm:right-5 sm:bottom-5 sm:left-auto sm:w-88">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={clsx('popup p-3 data-[limited]:hidden')}>
      <Base.Content className="flex items-start gap-2.5">
        {toast.type === 'fault' ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        )}
        <div role={toast.type === 'fault' ? 'alert' : undefined} className="min-w-0 grow">
          <Base.Title className="text-sm font-medium" />
          <Base.Description className="text-sm break-words text-muted" />
        </div>
        <Base.Close
          className={buttonClass({ look: 'quiet', size: 'sm', square: true }, '-my-1 -mr-1')}
          aria-label="Dismiss"
          aria-hidden={false} // Base UI's is hidden until the list is spread out, but can be reached all the same
        >
          <X aria-hidden className="size-3.5" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ))
}
