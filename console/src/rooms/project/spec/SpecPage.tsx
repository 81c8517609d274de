import { useQuery } from '@tanstack/react-query'
import { CircleSlash } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '@/api/errors'
import { capital, EmptyState, ErrorState, Loading, Skeleton } from '@/ui'
import { specQuery } from '../queries'
import { useProjectId } from '../work'
import { Rights } from './Rights'
import { Because, Masonry, RecordCard, RequiredLegend, takesOf } from './Record'
import type { Field, Reason, Spec } from './shape'

/** Decisions, as a page to be read: the source of everything that is compiled. */
export function SpecPage() {
  const projectId = useProjectId()
  const { data, error, refetch } = useQuery(specQuery(projectId))
  if (error instanceof ApiError && error.isMissing) {
    return (
      <EmptyState className="h-full" title="No specification">
        This project was not generated from a specification.
      </EmptyState>
    )
  }
  if (error && !data) return <ErrorState error={error} what="The specification" onRetry={() => void refetch()} className="h-full" />
  if (!data) {
    return (
      <Loading label="Loading the specification" className="mx-auto max-w-3xl px-4 py-6 sm:px-6 sm:py-10">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="mt-3 h-5 w-96 max-w-full" />
        <Skeleton className="mt-10 h-60 w-full" />
      </Loading>
    )
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div role="region" aria-label="Specification" tabIndex={0} className="h-full overflow-y-auto outline-offset-[-2px]">
      <div className="mx-auto max-w-3xl px-4 py-6 sm:px-6 sm:py-10">
        <Body spec={data} />
      </div>
    </div>
  )
}

function Body({ spec }: { spec: Spec }) {
  const records = spec.entities.filter((entity) => !entity.internal)
  const titles = new Map(spec.entities.map((entity) => [entity.name, entity.plural_label]))
  const causes = new Map(spec.reasons.map((reason) => [reason.subject, reason.because]))
  const told = new Set([...records.map((record) => record.plural_label), ...spec.roles.map((role) => `Role ${role.label}`)])
  const others = spec.reasons.filter((reason) => !told.has(reason.subject))
  const pages = [
    ...spec.pages.map((page) => page.label),
    ...spec.boards.map((board) => board.label),
    ...spec.charts.map((chart) => chart.label),
  ]
  return (
    <>
      <h2 className="text-xl">Specification</h2>
      <p className="mt-1.5 max-w-prose text-base text-pretty text-muted">{spec.description}</p>

      {pages.length > 0 && (
        <Part title={spec.pages.length > 0 ? 'Pages, boards and charts' : 'Boards and charts'} count={pages.length}>
          <ul className="flex flex-wrap gap-1.5">
            {pages.map((page) => (
              <li key={page} className="rounded-md border bg-surface px-2.5 py-1 text-sm">
                {page}
              </li>
            ))}
          </ul>
        </Part>
      )}

      <Part title="Roles and permissions">
        <Rights spec={spec} records={records} causes={causes} />
      </Part>

      <Part title="Records" count={records.length} note={<RequiredLegend />}>
        <Masonry
          cards={records.map(({ name, plural_label: title, fields }) => ({
            key: name,
            card: <RecordCard title={title} because={causes.get(title)} fields={fields.map((field) => lineOf(field, titles))} heading="h4" />,
          }))}
        />
      </Part>

      <Part title="Theme">
        <div className="flex flex-wrap items-center gap-6">
          <Swatch colour={spec.theme.primary} label="Primary" />
          {spec.theme.background && <Swatch colour={spec.theme.background} label="Background" />}
          <p className="text-sm text-muted">
            <span className="capitalize">{words(spec.style)}</span>, {spec.layout === 'site' ? 'with a public site' : 'behind a sign-in'}
          </p>
        </div>
      </Part>

      {others.length > 0 && (
        <Part title="Decisions" count={others.length}>
          <Reasons reasons={others} />
        </Part>
      )}

      <Part title="Left out" count={spec.not_built.length}>
        {spec.not_built.length === 0 ? (
          <p className="text-sm text-muted">Everything you asked for is included.</p>
        ) : (
          <ul className="flex flex-col gap-3 rounded-lg bg-warn-soft p-4 text-warn">
            {spec.not_built.map((reason) => (
              <li key={reason.subject} className="flex gap-2">
                <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0" />
                <div className="min-w-0">
                  <p className="text-sm font-medium break-words">{capital(reason.subject)}</p>
                  <p className="text-xs break-words">{capital(reason.because)}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Part>
    </>
  )
}

function Part({ title, count, note, children }: { title: string; count?: number; note?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-8">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h3 className="text-base">
          {title} {count !== undefined && count > 0 && <span className="tabular ml-1 font-normal text-faint">{count}</span>}
        </h3>
        {note}
      </div>
      {children}
    </section>
  )
}

function lineOf(field: Field, titles: ReadonlyMap<string, string>) {
  const target = field.target === null ? undefined : (titles.get(field.target) ?? field.target)
  const choices = field.choices.map((choice) => choice.label)
  return { label: field.label, required: field.required, takes: takesOf({ type: field.type, choices, target, unique: field.unique }) }
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <dl className="divide-y rounded-lg border bg-surface">
      {reasons.map((reason) => (
        <div key={reason.subject} className="grid gap-x-6 px-4 py-2.5 sm:grid-cols-2">
          <dt className="text-sm break-words">{capital(reason.subject)}</dt>
          <dd className="min-w-0">
            <Because words={reason.because} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Swatch({ colour, label }: { colour: string; label: string }) {
  return (
    <div className="flex items-center gap-2.5">
      <span className="size-9 rounded-md border" style={{ backgroundColor: colour }} />
      <span>
        <span className="block text-xs text-muted">{label}</span>
        <span className="block font-mono text-xs">{colour}</span>
      </span>
    </div>
  )
}

const words = (name: string) => name.replaceAll('_', ' ')
