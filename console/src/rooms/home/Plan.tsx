import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Hammer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { wordsOf } from '@/api/errors'
import { useWhyNot } from '@/api/profile'
import { PlanParts } from '@/rooms/project/spec/PlanParts'
import { useTitle } from '@/shell/Page'
import { Button, ErrorState, Loading, Skeleton } from '@/ui'
import { useBuild } from './building'
import { PlanName } from './PlanName'
import { wishedQuery } from './planning'
import { PlanSide } from './PlanSide'
import { wish } from './wish'

/** What would be built, before it is: read it, change the words, or go on. */
export function Plan() {
  useTitle('Plan')
  const navigate = useNavigate()
  const [words] = useState(wish.get)
  const [pointed, setPointed] = useState<string | null>(null)
  const build = useBuild()
  const whyNot = useWhyNot('projects:write')
  const [name, setName] = useState(wish.name)
  const plan = useQuery(wishedQuery(words, name))
  useEffect(() => {
    if (words === '') void navigate({ to: '/', replace: true })
  }, [words, navigate])

  return (
    <div className="flex min-h-full flex-col">
      <div className="mx-auto grid w-full max-w-6xl grow gap-x-12 gap-y-8 px-4 pt-6 pb-10 sm:px-6 sm:pt-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Link to="/" className="mb-5 inline-flex items-center max-sm:-mt-3 max-sm:mb-2 max-sm:min-h-11 gap-1.5 rounded-sm text-sm text-muted hover:text-ink">
            <ArrowLeft aria-hidden className="size-3.5" />
            Projects
          </Link>
          {plan.data ? (
            <>
              <PlanName words={words} name={plan.data.name} onNamed={setName} />
              <p className="mt-1.5 max-w-prose text-base text-pretty text-muted">{plan.data.description}</p>
              <PlanParts plan={plan.data} level={2} onPoint={setPointed} />
            </>
          ) : plan.error ? (
            <ErrorState error={plan.error} what="The plan" onRetry={() => void plan.refetch()} />
          ) : (
            <PlanSkeleton />
          )}
        </div>
        <PlanSide words={words} plan={plan.data} pointed={pointed} />
      </div>
      <footer className="sticky bottom-0 border-t bg-canvas">
        <div className="mx-auto flex h-16 max-w-6xl items-center justify-end gap-2 px-4 sm:px-6">
          <p role="alert" className="min-w-0 grow text-sm text-bad empty:hidden">
            {build.error && wordsOf(build.error)}
          </p>
          <Button size="lg" onClick={() => void navigate({ to: '/' })}>
            Edit prompt
          </Button>
          <Button
            look="primary"
            size="lg"
            autoFocus
            busy={build.isPending}
            disabled={!plan.data}
            whyNot={whyNot}
            icon={<Hammer aria-hidden className="size-4" />}
            onClick={() => build.mutate(words)}
            className="max-sm:grow"
          >
            Build it
          </Button>
        </div>
      </footer>
    </div>
  )
}

function PlanSkeleton() {
  return (
    <Loading label="Reading your prompt">
      <Skeleton className="h-8 w-64" />
      <Skeleton className="mt-3 h-5 w-full max-w-md" />
      <div className="mt-10 grid gap-4 sm:grid-cols-2">
        {[0, 1, 2, 3].map((place) => (
          <Skeleton key={place} className="h-44" />
        ))}
      </div>
    </Loading>
  )
}
