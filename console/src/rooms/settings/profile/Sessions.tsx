import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { of, pixell, type Px } from '@/api/client'
import { keys } from '@/api/keys'
import { Section } from '@/shell/Page'
import { Answered, Badge, Button, Confirm, Skeleton, tell, tellFault, Time } from '@/ui'
import { device, isHandheld } from './device'

type Session = Px['SessionOut']

/** Where one is signed in, and out again. */
export function Sessions() {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: keys.sessions, queryFn: () => of(pixell.GET('/pixell/api/auth/sessions')) })
  const refresh = () => client.invalidateQueries({ queryKey: keys.sessions })
  const others = sessions.data?.sessions.filter((item) => !item.current).length ?? 0
  const endOthers = async () => {
    await of(pixell.DELETE('/pixell/api/auth/sessions'))
    await refresh()
    tell('Signed out other sessions')
  }
  return (
    <Section
      title="Sessions"
      description="Devices signed in to your account. Sign out any you don’t recognize, then change your password."
      actions={
        others > 0 && (
          <Button size="sm" onClick={() => setAsking(true)}>
            Sign out other sessions
          </Button>
        )
      }
    >
      <Answered query={sessions} what="Your sessions" waiting={<Skeleton className="h-16" />}>
        {(found) => (
          <ul aria-label="Sessions" className="rounded-lg border bg-surface">
            {found.sessions.map((session) => (
              <SessionRow key={session.id} session={session} onEnded={refresh} />
            ))}
          </ul>
        )}
      </Answered>
      <Confirm open={asking} onClose={() => setAsking(false)} title="Sign out other sessions?" action="Sign out other sessions" onConfirm={endOthers}>
        {others === 1 ? 'One other session is' : `${others} other sessions are`} signed out at once. This device stays signed in, and API keys keep working.
      </Confirm>
    </Section>
  )
}

function SessionRow({ session, onEnded }: { session: Session; onEnded: () => Promise<unknown> }) {
  const end = useMutation({
    mutationFn: () => of(pixell.DELETE('/pixell/api/auth/sessions/{session_id}', { params: { path: { session_id: session.id } } })),
    onSuccess: onEnded,
    onError: (error) => tellFault('Not signed out', error),
  })
  const Icon = isHandheld(session.user_agent) ? Smartphone : Monitor
  const name = device(session.user_agent)
  return (
    <li className="flex min-h-16 items-center gap-4 border-b px-4 py-2.5 last:border-0">
      <Icon aria-hidden className="size-5 shrink-0 text-faint" />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span title={session.user_agent ?? undefined}>{name}</span>
          {session.current && <Badge>This device</Badge>}
        </p>
        <p className="text-xs text-faint">
          {session.ip_address && (
            <>
              <span className="font-mono">{session.ip_address}</span> ·{' '}
            </>
          )}
          {session.current ? 'active now' : <>active <Time at={session.last_used_at} /></>} · signed in <Time at={session.created_at} />
        </p>
      </div>
      {!session.current && (
        <Button size="sm" look="quiet" busy={end.isPending} aria-label={`Sign out ${name}`} onClick={() => end.mutate()}>
          Sign out
        </Button>
      )}
    </li>
  )
}
