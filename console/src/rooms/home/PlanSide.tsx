import { Colours } from '@/rooms/project/spec/Colours'
import type { PlanOut } from '@/rooms/project/spec/PlanParts'
import { Because, isAssumed } from '@/rooms/project/spec/Record'
import { capital } from '@/ui'


/** Beside the plan: the words it was read from, its colours, and what was decided by them. */
export function PlanSide({ words, plan, pointed }: { words: string; plan: PlanOut | undefined; pointed: string | null }) {
  const decisions = plan?.decisions.filter((reason) => !isAssumed(reason.because)) ?? []
  return (
    <aside aria-label="About the plan" className="flex min-w-0 flex-col gap-8 lg:sticky lg:top-10 lg:self-start">
      <section aria-label="Your prompt">
        <h2 className="mb-2 text-sm text-muted">Your prompt</h2>
        <Wish words={words} pointed={pointed} />
      </section>
      {plan && (
        <>
          <section aria-label="Colours">
            <h2 className="mb-2 text-sm text-muted">Colours</h2>
            <Colours plan={plan} />
          </section>
          {decisions.length > 0 && (
            <section aria-label="Decisions">
              <h2 className="mb-2 text-sm text-muted">Decisions</h2>
              <ul className="flex flex-col gap-2">
                {decisions.map((reason) => (
                  <li key={reason.subject}>
                    <p className="text-sm">{capital(reason.subject)}</p>
                    <Because words={reason.because} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </aside>
  )
}

/** The wish, with the words marked that caused what is pointed at. */
function Wish({ words, pointed }: { words: string; pointed: string | null }) {
  const at = pointed ? words.toLowerCase().indexOf(pointed.toLowerCase()) : -1
  const end = at + (pointed?.length ?? 0)
  return (
    <blockquote className="max-h-60 overflow-y-auto border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
      {at < 0 ? (
        words
      ) : (
        <>
          {words.slice(0, at)}
          <mark className="rounded-xs bg-accent-soft text-accent-ink">{words.slice(at, end)}</mark>
          {words.slice(end)}
        </>
      )}
    </blockquote>
  )
}
