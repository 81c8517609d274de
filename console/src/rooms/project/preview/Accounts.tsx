import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { CopyButton, ErrorState, Skeleton } from '@/ui'
import { specQuery } from '../queries'
import { demoAccounts } from '../spec/shape'

/** The accounts with which one tries the preview: one for each role. */
export function Accounts({ projectId, children }: { projectId: string; children: ReactElement<Record<string, unknown>> }) {
  return (
    <Popover.Root>
      <Popover.Trigger render={children} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="popup w-80 max-w-[calc(100vw-2rem)] p-4 outline-none">
            <Popover.Title className="text-sm font-medium">Demo accounts</Popover.Title>
            <Popover.Description className="mt-0.5 text-xs text-muted">
              Preview only. Production has none of these accounts.
            </Popover.Description>
            <List projectId={projectId} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function List({ projectId }: { projectId: string }) {
  const spec = useQuery(specQuery(projectId))
  if (spec.error) return <ErrorState error={spec.error} what="The accounts" className="!py-4" />
  if (!spec.data) return <Skeleton className="mt-3 h-24 w-full" />
  const accounts = demoAccounts(spec.data)
  return (
    <>
      <dl className="mt-3 flex flex-col gap-2">
        {accounts.map(({ role, email }) => (
          <div key={email}>
            <dt className="text-xs text-faint">{role}</dt>
            <dd className="flex items-center justify-between gap-2 font-mono text-xs">
              <span className="truncate">{email}</span>
              <CopyButton text={email} label={`Copy ${email}`} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 border-t pt-2">
        <p className="text-xs text-faint">Password for all accounts</p>
        <p className="flex items-center justify-between gap-2 font-mono text-xs">
          {accounts[0]?.password}
          <CopyButton text={accounts[0]?.password ?? ''} label="Copy the password" />
        </p>
      </div>
    </>
  )
}
