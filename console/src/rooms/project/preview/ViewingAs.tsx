import { Popover } from '@base-ui/react/popover'
import clsx from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button, CopyButton } from '@/ui'
import type { DemoAccount } from '../spec/shape'

/** Who one is when signed out; no role has an empty name. */
export const NOBODY = ''

interface Props {
  accounts: readonly DemoAccount[]
  /** The name of a role, or NOBODY. */
  as: string
  onChoose: (role: string) => void
}

/** As whom the preview is looked at: one of its demo accounts, of which there is one for each role, or nobody. */
export function ViewingAs({ accounts, as, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false)
  const choose = (role: string) => {
    setOpen(false)
    onChoose(role)
  }
  const shown = accounts.find((account) => account.name === as)?.role ?? 'Signed out'
  const password = accounts[0]?.password ?? ''
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <Button look="quiet" size="sm" aria-label={`Viewing as: ${shown}`} className="max-w-52">
            <span className="flex items-center gap-1">
              <span className="max-sm:hidden">Viewing as:</span>
              <span className="max-w-28 truncate text-ink">{shown}</span>
              <ChevronDown aria-hidden className="size-3.5 shrink-0" />
            </span>
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="popup w-84 max-w-[calc(100vw-2rem)] p-1 outline-none">
            <Popover.Title className="px-2.5 pt-2 text-xs font-medium text-muted">View the preview as</Popover.Title>
            <ul className="mt-1 max-h-[50dvh] overflow-y-auto">
              {accounts.map(({ name, role, email }) => (
                <li key={name} className="flex items-center gap-1">
                  <Choice isChosen={name === as} label={role} detail={email} onChoose={() => choose(name)} />
                  <CopyButton text={email} label={`Copy ${email}`} />
                </li>
              ))}
              <li className="mt-1 border-t pt-1">
                <Choice isChosen={as === NOBODY} label="Signed out" onChoose={() => choose(NOBODY)} />
              </li>
            </ul>
            <Popover.Description className="mt-1 border-t px-2.5 pt-2 pb-1 text-xs text-faint">
              Demo accounts, in previews only. Password of all: <span className="font-mono select-all">{password}</span>
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Choice({ isChosen, label, detail, onChoose }: { isChosen: boolean; label: string; detail?: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="flex min-h-9 w-full min-w-0 grow items-center gap-2 rounded-md px-2.5 text-left text-sm hover:bg-hover max-sm:min-h-11"
    >
      <Check aria-hidden className={clsx('size-4 shrink-0 text-muted', !isChosen && 'invisible')} />
      <span className="shrink-0">{label}</span>
      {detail && <span className="ml-auto min-w-0 truncate font-mono text-2xs text-faint">{detail}</span>}
    </button>
  )
}
