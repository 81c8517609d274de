import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, RotateCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { Section } from '@/shell/Page'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Button, Skeleton, type Tone } from '@/ui'

type Found = Ai['FoundOut']
type Service = Ai['ServiceOut']

const EVERY = 15_000

/** Whether all is there that Millwright needs, and what each absence turns off. */
export function Health() {
  const system = useQuery({
    queryKey: keys.system,
    queryFn: () => of(aibuild.GET('/aibuild/v1/system')),
    refetchInterval: EVERY,
  })
  return (
    <Leaf
      title="Health"
      description="The state of this service, always up to date."
      actions={
        <Button busy={system.isFetching && system.data !== undefined} icon={<RotateCw aria-hidden className="size-3.5" />} onClick={() => void system.refetch()}>
          Refresh
        </Button>
      }
    >
      <Answered query={system} what="The health" waiting={<Skeleton className="h-[36rem]" />}>
        {(found) => {
          const missing = found.findings.filter((item) => !item.present)
          return (
            <>
              <Summary healthy={found.healthy} missing={missing.length} version={found.version} />
              <Section title="Services">
                <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none max-sm:[&>:last-child:nth-child(odd)]:col-span-2">
                  <ServiceTile label="Database" service={found.database} note={`${found.databaseConnections} connections`} />
                  <ServiceTile label="Storage" service={found.storage} />
                  <ServiceTile label="Message bus" service={found.messages} />
                  {found.redis.condition !== 'not configured' && <ServiceTile label="Redis" service={found.redis} />}
                </dl>
              </Section>
              <Section
                title="Operations"
                actions={
                  <Link to="/system/operations" className="text-sm text-accent-ink underline underline-offset-4">
                    View operations
                  </Link>
                }
              >
                <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line">
                  <Tile label="Running" value={found.operationsRunning} note="across all organizations" />
                  <Tile label="Queued" value={found.operationsQueued} note="across all organizations" />
                </dl>
              </Section>
              <Section title="This machine" description={<>From <code className="font-mono">millwright doctor</code>.</>}>
                <ul aria-label="This machine" className="rounded-lg border bg-surface">
                  {[...missing, ...found.findings.filter((item) => item.present)].map((item) => (
                    <Finding key={item.name} item={item} />
                  ))}
                </ul>
              </Section>
            </>
          )
        }}
      </Answered>
    </Leaf>
  )
}

function Summary({ healthy, missing, version }: { healthy: boolean; missing: number; version: string }) {
  const tone = healthy ? (missing === 0 ? 'ok' : 'warn') : 'bad'
  const words = !healthy
    ? 'A service is down'
    : missing === 0
      ? 'All systems operational'
      : `Operational; ${missing === 1 ? 'one optional component is' : `${missing} optional components are`} missing`
  return (
    <div className="mb-10 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg border bg-surface px-4 py-3.5">
      <p role="status" className="flex items-center gap-2.5 text-base font-medium">
        <Dot tone={tone} />
        {words}
      </p>
      <p className="text-sm text-faint">
        Millwright <span className="tabular">{version}</span>
      </p>
    </div>
  )
}

const DOTS: Partial<Record<Tone, string>> = { ok: 'bg-ok', warn: 'bg-warn', bad: 'bg-bad' }

function Dot({ tone }: { tone: Tone }) {
  return <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${DOTS[tone] ?? 'bg-line-strong'}`} />
}

function Tile({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3.5">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-0.5">
        <span className="tabular block text-lg font-medium">{value}</span>
        <span className="tabular block min-h-4 text-xs text-faint">{note}</span>
      </dd>
    </div>
  )
}

const CONDITIONS: Readonly<Record<string, { label: string; tone: Tone }>> = {
  healthy: { label: 'OK', tone: 'ok' },
  unhealthy: { label: 'Down', tone: 'bad' },
}

function ServiceTile({ label, service, note }: { label: string; service: Service; note?: string }) {
  const { label: word, tone } = CONDITIONS[service.condition] ?? { label: 'Not used', tone: 'neutral' as const }
  const latency = service.latency === null ? null : `${Math.max(1, Math.round(service.latency))} ms`
  return (
    <div className="bg-surface px-4 py-3.5">
      <dt className="mb-1.5 text-sm text-muted">{label}</dt>
      <dd>
        <Badge tone={tone} dot={tone !== 'neutral'}>
          {word}
        </Badge>
        <span className="tabular mt-1.5 block min-h-4 text-xs text-faint">{[latency, note].filter(Boolean).join(', ')}</span>
      </dd>
    </div>
  )
}

function Finding({ item }: { item: Found }) {
  return (
    <li className="flex items-start gap-3 border-b px-4 py-3 last:border-0">
      {item.present ? (
        <Check role="img" aria-label="there" className="mt-0.5 size-4 shrink-0 text-ok" />
      ) : (
        <X role="img" aria-label="missing" className="mt-0.5 size-4 shrink-0 text-bad" />
      )}
      <div className="min-w-0 grow text-sm">
        <p className="grid gap-x-4 sm:grid-cols-[9rem_1fr]">
          <span className="font-medium first-letter:uppercase">{item.name}</span>
          <span className="min-w-0 break-words text-muted">{item.detail}</span>
        </p>
        {!item.present && (
          <p className="mt-0.5 text-muted sm:pl-40">
            Without it: {item.turnsOff}. To fix: {item.remedy}.
          </p>
        )}
      </div>
    </li>
  )
}
