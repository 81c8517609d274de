import { useQuery } from '@tanstack/react-query'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useOrganization } from '@/api/session'
import { Section } from '@/shell/Page'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Progress, Skeleton } from '@/ui'

type Billing = Ai['BillingOut']

const PLANS: Readonly<Record<Billing['plan'], string>> = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise', unlimited: 'Unlimited' }
const number = new Intl.NumberFormat('en')

/** The plan of the organization, and what is used of it. */
export function Usage() {
  const billing = useQuery({ queryKey: keys.billing, queryFn: () => of(aibuild.GET('/aibuild/v1/billing')) })
  const organization = useOrganization()
  return (
    <Leaf title="Plan and usage" description="Your organization’s plan and what it has used.">
      <Answered query={billing} what="The plan" waiting={<Skeleton className="h-80" />}>
        {({ plan, usage }) => (
          <>
            <Section title="Plan">
              <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3.5">
                <div>
                  <p className="flex items-center gap-2.5 text-base font-medium">
                    {PLANS[plan]} <Badge tone="accent">Current plan</Badge>
                  </p>
                  <p className="text-sm text-muted">
                    {plan === 'unlimited' ? 'The organization that runs this installation has no limits.' : 'The operator of this installation gives plans.'}
                  </p>
                </div>
                {plan !== 'unlimited' && (
                  <p className="sm:text-right">
                    <span className="tabular block text-base font-medium">
                      {organization.data ? number.format(organization.data.organization.credits) : '–'}
                    </span>
                    <span className="text-xs text-faint">credits left</span>
                  </p>
                )}
              </div>
            </Section>
            <Section title="Used">
              <dl className="grid gap-3 sm:grid-cols-3">
                <Used label="Builds" note="in the last 24 hours" used={usage.builds} limit={usage.buildsLimit} />
                <Used label="Requests of programs" note="today" used={usage.requests} limit={plan === 'unlimited' ? null : usage.requestsLimit} />
                <Used label="Projects" note="in all" used={usage.projects} limit={usage.projectsLimit} />
              </dl>
            </Section>
          </>
        )}
      </Answered>
    </Leaf>
  )
}

const NEARLY = 80

function Used({ label, note, used, limit }: { label: string; note: string; used: number; limit: number | null }) {
  const percent = limit ? Math.min(100, (100 * used) / limit) : 0
  return (
    <div className="flex flex-col rounded-lg border bg-surface p-4">
      <dt className="text-sm text-muted">
        {label} <span className="text-faint">{note}</span>
      </dt>
      <dd className="mt-1 flex grow flex-col justify-between gap-3">
        <p className="tabular">
          <span className="text-2xl font-medium tracking-tight">{number.format(used)}</span>
          <span className="ml-1.5 text-sm text-faint">{limit === null ? 'without a limit' : `of ${number.format(limit)}`}</span>
        </p>
        {limit !== null && <Progress label={`${label} used`} percent={percent} tone={percent >= 100 ? 'bad' : percent >= NEARLY ? 'warn' : 'accent'} />}
      </dd>
    </div>
  )
}
