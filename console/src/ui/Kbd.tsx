const APPLE = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** `Mod` is Cmd on Apple's keyboards and Ctrl on all others. */
const spelled = (key: string) => (key === 'Mod' ? (APPLE ? '⌘' : 'Ctrl') : key === 'Enter' ? '↵' : key)

/** A shortcut, as "Mod K". It is a hint for the eye: what it does has a name of its own. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span aria-hidden className="inline-flex gap-0.5">
      {keys.split(' ').map((key) => (
        <kbd key={key} className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-2xs text-muted">
          {spelled(key)}
        </kbd>
      ))}
    </span>
  )
}

export const isMod = (event: { metaKey: boolean; ctrlKey: boolean }) => (APPLE ? event.metaKey : event.ctrlKey)
