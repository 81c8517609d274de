import { type ReactNode, useEffect, useSyncExternalStore } from 'react'

/** Something that the command palette can do. `keys` is only shown: whoever listens for them is elsewhere. */
export interface Command {
  id: string
  label: string
  group: string
  icon?: ReactNode
  keys?: string
  /** Whether this is how it is now, of several that exclude each other. */
  isOn?: boolean
  /** Further words by which it is found. */
  also?: string
  run: () => void
}

let offered: readonly (readonly Command[])[] = []
const watching = new Set<() => void>()

function offer(next: typeof offered) {
  offered = next
  for (const changed of watching) changed()
}

/** Puts a room's commands into the palette for as long as the room is open. Pass the same array while they are the same. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    offer([...offered, commands])
    return () => offer(offered.filter((item) => item !== commands))
  }, [commands])
}

export function useOffered(): readonly (readonly Command[])[] {
  return useSyncExternalStore(
    (changed) => {
      watching.add(changed)
      return () => watching.delete(changed)
    },
    () => offered,
  )
}
