import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Activity, Check, FolderOpen, LogOut, Monitor, Moon, PenLine, Search, Settings2, Sun, X } from 'lucide-react'
import { useMemo } from 'react'
import { projectsQuery } from '@/api/projects'
import { usePlaces } from '@/rooms/settings/places'
import { buttonClass, Kbd } from '@/ui'
import { useSignOut } from './AccountMenu'
import { type Command, useOffered } from './commands'
import { useIsOperator } from './operator'
import { chooseTheme, useTheme } from './theme'

interface Group {
  value: string
  items: Command[]
}

const found = (command: Command) => `${command.label} ${command.also ?? ''} ${command.group}`

/** Everything one can go to or do, by a few letters. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const groups = useGroups()
  const choose = (command: Command) => {
    onClose()
    command.run()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          aria-label="Command palette"
          className="popup fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh flex-col overflow-hidden max-sm:h-dvh max-sm:rounded-none max-sm:border-0 max-sm:pt-[env(safe-area-inset-top)] sm:inset-x-3 sm:top-[10dvh] sm:max-h-[70dvh] sm:max-w-xl"
        >
          <Autocomplete.Root open inline items={groups} autoHighlight="always" keepHighlight itemToStringValue={found}>
            <div className="flex shrink-0 items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="size-4 text-faint" />
              <Autocomplete.Input
                aria-label="Search or run a command"
                placeholder="Search or run a command…"
                className="h-12 w-full bg-transparent text-base outline-none"
              />
              <span className="max-sm:hidden">
                <Kbd keys="Esc" />
              </span>
              <Dialog.Close aria-label="Close" className={buttonClass({ look: 'quiet', square: true }, '-mr-3 sm:hidden')}>
                <X aria-hidden className="size-4" />
              </Dialog.Close>
            </div>
            <Autocomplete.Empty>
              <p className="px-4 py-8 text-center text-sm text-muted empty:hidden">No results.</p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain p-1.5 pb-6 [mask-image:linear-gradient(to_bottom,#000_calc(100%-1.5rem),transparent)] [scroll-padding-block:1.75rem] empty:hidden">
              {(group: Group) => (
                <Autocomplete.Group key={group.value} items={group.items} className="not-last:mb-1.5">
                  <Autocomplete.GroupLabel className="px-2.5 pt-1.5 pb-1 text-2xs font-medium text-faint">{group.value}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => (
                      <Autocomplete.Item
                        key={command.id}
                        value={command}
                        onClick={() => choose(command)}
                        className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm outline-none select-none data-[highlighted]:bg-selected data-[highlighted]:shadow-[inset_3px_0_0_var(--accent)] max-sm:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
                      >
                        {command.icon}
                        <span className="grow truncate">{command.label}</span>
                        {command.isOn && <Check role="img" aria-label="selected" className="!text-accent-ink" />}
                        {command.keys && (
                          <span className="max-sm:hidden">
                            <Kbd keys={command.keys} />
                          </span>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function useGroups(): Group[] {
  const navigate = useNavigate()
  const leave = useSignOut()
  const offered = useOffered()
  const isOperator = useIsOperator()
  const theme = useTheme()
  const places = usePlaces()
  const { data } = useQuery(projectsQuery({ limit: 50 }))
  return useMemo(() => {
    const commands: Command[] = [
      ...offered.flat(),
      ...(data?.projects ?? []).map((project) => ({
        id: project.id,
        label: project.name,
        group: 'Projects',
        icon: <Initial of={project.name} />,
        also: project.slug,
        run: () => void navigate({ to: '/projects/$projectId', params: { projectId: project.id } }),
      })),
      {
        id: 'new',
        label: 'New project',
        group: 'Go to',
        icon: <PenLine aria-hidden />,
        keys: 'C',
        also: 'create build application project',
        run: () => void navigate({ to: '/' }).then(() => document.getElementById('wish')?.focus()),
      },
      { id: 'home', label: 'All projects', group: 'Go to', icon: <FolderOpen aria-hidden />, run: () => void navigate({ to: '/' }) },
      { id: 'settings', label: 'Settings', group: 'Go to', icon: <Settings2 aria-hidden />, run: () => void navigate({ to: '/settings' }) },
      ...places.map(({ to, label, icon, also }) => ({ id: to, label, group: 'Settings', icon, also, run: () => void navigate({ to }) })),
      ...(isOperator
        ? [{ id: 'system', label: 'System', group: 'Go to', icon: <Activity aria-hidden />, run: () => void navigate({ to: '/system' }) }]
        : []),
      { id: 'light', label: 'Light theme', group: 'Actions', icon: <Sun aria-hidden />, isOn: theme === 'light', run: () => chooseTheme('light') },
      { id: 'dark', label: 'Dark theme', group: 'Actions', icon: <Moon aria-hidden />, isOn: theme === 'dark', run: () => chooseTheme('dark') },
      { id: 'as-system', label: 'System theme', group: 'Actions', icon: <Monitor aria-hidden />, isOn: theme === 'system', run: () => chooseTheme('system') },
      { id: 'sign-out', label: 'Sign out', group: 'Actions', icon: <LogOut aria-hidden />, also: 'log out leave', run: leave },
    ]
    return grouped(commands)
  }, [offered, data, places, isOperator, theme, navigate, leave])
}

/** A project's first letter in place of an icon. */
function Initial({ of: name }: { of: string }) {
  return (
    <span
      aria-hidden
      data-initial={[...name][0]}
      className="flex size-4 shrink-0 items-center justify-center rounded-sm bg-accent-soft text-2xs font-semibold text-accent-ink uppercase before:content-[attr(data-initial)]"
    />
  )
}

function grouped(commands: readonly Command[]): Group[] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  return [...groups].map(([value, items]) => ({ value, items }))
}
