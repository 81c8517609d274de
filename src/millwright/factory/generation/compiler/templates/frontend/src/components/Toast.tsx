import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { createContext, useContext, useState, type ReactNode } from 'react'
import { IconButton } from './Button'

type Tone = 'success' | 'error'
type Show = (message: string, tone?: Tone) => void

const ToastContext = createContext<Show>(() => {})

/** Shows a short message at the edge of the screen and has it read out. */
export function useToast(): Show {
  return useContext(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; message: string; tone: Tone }[]>([])
  const dismiss = (id: number) => setToasts((before) => before.filter((toast) => toast.id !== id))

  const show: Show = (message, tone = 'success') => {
    const id = Date.now() + Math.random()
    setToasts((before) => [...before.slice(-2), { id, message, tone }])
    setTimeout(() => dismiss(id), tone === 'error' ? 10_000 : 5_000)
  }

  return (
    <ToastContext value={show}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2 sm:inset-x-auto sm:right-6 sm:bottom-6 sm:items-end print:hidden"
      >
        {toasts.map(({ id, message, tone }) => (
          <div
            key={id}
            className="pointer-events-auto flex max-w-md items-center gap-3 rounded-xl border border-line bg-surface py-2 pr-2 pl-4 text-sm shadow-lg"
          >
            {tone === 'success' ? (
              <CircleCheck aria-hidden className="size-5 shrink-0 text-accent" />
            ) : (
              <CircleAlert aria-hidden className="size-5 shrink-0 text-danger-ink" />
            )}
            <p className="min-w-0 wrap-anywhere">{message}</p>
            <IconButton label="Dismiss" icon={X} onClick={() => dismiss(id)} />
          </div>
        ))}
      </div>
    </ToastContext>
  )
}
