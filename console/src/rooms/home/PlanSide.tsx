import { CircleSlash } from 'lucide-react'
import type { PlanOut } from './Plan'
import { Because } from './PlanBody'

/** Beside the plan: the words it was read from, how it will look, what was understood, and what will not be built. */
export function PlanSide({ words, plan, pointed }: { words: string; plan: PlanOut | undefined; pointed: string | null }) {
  return (
    <aside aria-label="About the plan" className="flex min-w-0 flex-col gap-8 lg:sticky lg:top-10 lg:self-start">
      <section aria-label="Your prompt">
        <h2 className="mb-2 text-sm text-muted">Your prompt</h2>
        <Wish words={words} pointed={pointed} />
      </section>
      {plan && (
        <>
          <section aria-label="Left out">
            <h2 className="mb-2 text-sm text-muted">Left out</h2>
            {plan.notBuilt.length === 0 ? (
              <p className="text-sm text-faint">Everything you asked for is included.</p>
            ) : (
              <ul className="flex flex-col gap-2.5 rounded-lg bg-warn-soft p-3.5">
                {plan.notBuilt.map((reason) => (
                  <li key={reason.subject} className="flex gap-2">
                    <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
                    <div>
                      <p className="text-sm font-medium text-warn">{capital(reason.subject)}</p>
                      <p className="text-xs text-warn">{capital(reason.because)}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-label="Colours">
            <h2 className="mb-2 text-sm text-muted">Colours</h2>
            <div className="flex flex-wrap gap-4">
              <Swatch colour={plan.primary} label="Primary" />
              {plan.background && <Swatch colour={plan.background} label="Background" />}
            </div>
          </section>
          {plan.decisions.length > 0 && (
            <section aria-label="Decisions">
              <h2 className="mb-2 text-sm text-muted">Decisions</h2>
              <ul className="flex flex-col gap-2">
                {plan.decisions.map((reason) => (
                  <li key={reason.subject}>
                    <p className="text-sm">{reason.subject}</p>
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

function Swatch({ colour, label }: { colour: string; label: string }) {
  return (
    <div className="flex items-center gap-2.5">
      <span className="size-8 rounded-md border" style={{ backgroundColor: colour }} />
      <span>
        <span className="block text-xs text-muted">{label}</span>
        <span className="block font-mono text-xs">{colour}</span>
      </span>
    </div>
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
