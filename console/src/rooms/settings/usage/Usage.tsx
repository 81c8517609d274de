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
  const isUnlimited = billing.data?.plan === 'unlimited'
  return (
    <Leaf
      title="Plan and usage"
      description={isUnlimited ? 'Self-hosted: no limits.' : 'Your organization’s plan and what it has used.'}
    >
      <Answered query={billing} what="The plan" waiting={<Skeleton className="h-60" />}>
        {({ plan, usage }) => (
          <>
            {!isUnlimited && <Plan plan={plan} />}
            <Section title="Usage">
              <dl className="divide-y rounded-lg border bg-surface">
                <Used label="Builds, last 24 hours" used={usage.builds} limit={usage.buildsLimit} />
                <Used label="API requests today" used={usage.requests} limit={isUnlimited ? null : usage.requestsLimit} />
                <Used label="Projects" used={usage.projects} limit={usage.projectsLimit} />
              </dl>
            </Section>
          </>
        )}
      </Answered>
    </Leaf>
  )
}

function Plan({ plan }: { plan: Billing['plan'] }) {
  const organization = useOrganization()
  return (
    <Section title="Plan">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3.5">
        <div>
          <p className="flex items-center gap-2.5 text-base font-medium">
            {PLANS[plan]} <Badge>Current plan</Badge>
          </p>
          <p className="text-sm text-muted">The operator of this installation assigns plans.</p>
        </div>
        <p className="sm:text-right">
          <span className="tabular block text-base font-medium">{organization.data ? number.format(organization.data.organization.credits) : '–'}</span>
          <span className="text-xs text-faint">credits left</span>
        </p>
      </div>
    </Section>
  )
}

const NEARLY = 80

function Used({ label, used, limit }: { label: string; used: number; limit: number | null }) {
  const percent = limit ? Math.min(100, (100 * used) / limit) : 0
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 px-4 py-3 text-sm">
      <dt>{label}</dt>
      <dd className="tabular">
        <span className="font-medium">{number.format(used)}</span>
        {limit !== null && <span className="text-faint"> of {number.format(limit)}</span>}
      </dd>
      {limit !== null && (
        <dd className="col-span-2 mt-2">
          <Progress label={`${label}: used`} percent={percent} tone={percent >= 100 ? 'bad' : percent >= NEARLY ? 'warn' : 'accent'} />
        </dd>
      )}
    </div>
  )
}
