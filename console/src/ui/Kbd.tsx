import clsx from 'clsx'

const APPLE = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** `Mod` is Cmd on Apple's keyboards and Ctrl on all others. */
const spelled = (key: string) => (key === 'Mod' ? (APPLE ? '⌘' : 'Ctrl') : key === 'Enter' ? '↵' : key)

/** A shortcut, as "Mod K"; `plain` within a button. It is a hint for the eye: what it does has a name of its own. */
export function Kbd({ keys, plain = false }: { keys: string; plain?: boolean }) {
  return (
    <span aria-hidden className="inline-flex gap-0.5">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className={clsx(
            'inline-flex h-4.5 items-center justify-center font-sans text-2xs',
            plain ? 'px-px' : 'min-w-4.5 rounded-sm border border-line-strong bg-surface px-1 text-muted',
          )}
        >
          {spelled(key)}
        </kbd>
      ))}
    </span>
  )
}

export const isMod = (event: { metaKey: boolean; ctrlKey: boolean }) => (APPLE ? event.metaKey : event.ctrlKey)
