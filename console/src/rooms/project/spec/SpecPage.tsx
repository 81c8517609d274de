import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@/api/errors'
import { capital, EmptyState, ErrorState, Loading, Skeleton } from '@/ui'
import { planQuery } from '../queries'
import { useProjectId } from '../work'
import { Colours } from './Colours'
import { Part, type PlanOut, PlanParts } from './PlanParts'
import { Because, isAssumed } from './Record'

/** Decisions, as a page to be read: the source of everything that is compiled. */
export function SpecPage() {
  const projectId = useProjectId()
  const { data, error, refetch } = useQuery(planQuery(projectId))
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
      <Loading label="Loading the specification" className="mx-auto max-w-3xl px-4 py-5 sm:px-6 sm:py-8">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="mt-3 h-5 w-96 max-w-full" />
        <Skeleton className="mt-10 h-60 w-full" />
      </Loading>
    )
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div role="region" aria-label="Specification" tabIndex={0} className="h-full overflow-y-auto outline-offset-[-2px]">
      <div className="mx-auto max-w-3xl px-4 py-5 sm:px-6 sm:py-8">
        <Body plan={data} />
      </div>
    </div>
  )
}

function Body({ plan }: { plan: PlanOut }) {
  const decisions = plan.decisions.filter((reason) => !isAssumed(reason.because))
  return (
    <>
      <h2 className="text-lg">Specification</h2>
      <p className="mt-1 max-w-prose text-sm text-pretty text-muted">{plan.description}</p>
      <PlanParts plan={plan} level={3} />
      {decisions.length > 0 && (
        <Part title="Decisions" level={3} count={decisions.length}>
          <dl className="divide-y rounded-lg border bg-surface">
            {decisions.map((reason) => (
              <div key={reason.subject} className="grid gap-x-6 px-4 py-2.5 sm:grid-cols-2">
                <dt className="text-sm break-words">{capital(reason.subject)}</dt>
                <dd className="min-w-0">
                  <Because words={reason.because} />
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      <Part title="Colours" level={3}>
        <Colours plan={plan} />
      </Part>
    </>
  )
}
