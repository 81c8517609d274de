import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { wordsOf } from '@/api/errors'
import { useWhyNot } from '@/api/profile'
import { Button, isMod, Kbd } from '@/ui'
import { useBuild } from './building'
import { EXAMPLES } from './examples'
import { LONGEST, SHORTEST, wish } from './wish'

const TELL_FROM = LONGEST * 0.8

/** Where one says what one wants: everything else follows from these words. */
export function WishBox() {
  const [words, setWords] = useState(wish.get)
  const [tooShort, setTooShort] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const navigate = useNavigate()
  const build = useBuild()
  const whyNot = useWhyNot('projects:write')

  const change = (next: string) => {
    setWords(next)
    wish.set(next)
    setTooShort(false)
  }
  const isReady = () => {
    const enough = words.trim().length >= SHORTEST
    setTooShort(!enough)
    if (!enough) box.current?.focus()
    return enough
  }
  const plan = () => isReady() && void navigate({ to: '/new' })
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isMod(event)) return
    event.preventDefault()
    plan()
  }
  const pick = (example: string) => {
    wish.again(example)
    change(example)
    box.current?.focus()
  }

  const isEmpty = words.trim() === ''
  const fault = tooShort ? `Add a few more words: at least ${SHORTEST} characters.` : build.error ? wordsOf(build.error) : null
  return (
    <div>
      <div className="rounded-xl border border-line-strong bg-raised shadow-card outline-accent/20 transition-colors focus-within:border-accent focus-within:outline-3">
        <label htmlFor="wish" className="sr-only">
          Your prompt
        </label>
        <textarea
          id="wish"
          ref={box}
          value={words}
          maxLength={LONGEST}
          rows={4}
          placeholder="Who uses it, what they keep track of, and how it should look…"
          aria-describedby="wish-note"
          aria-invalid={fault ? true : undefined}
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
          className="block field-sizing-content max-h-[45dvh] min-h-28 w-full resize-none bg-transparent px-4 pt-3.5 pb-2 text-lg outline-none sm:px-5 sm:pt-4"
        />
        <div className="flex min-h-12 items-center gap-2 px-2.5 pb-2.5 sm:px-3 sm:pb-3">
          <p id="wish-note" role="status" className={`min-w-0 grow pl-1.5 text-xs sm:pl-2 ${fault ? 'text-bad' : 'text-faint'}`}>
            {fault ?? (words.length > TELL_FROM && `${words.length} of ${LONGEST} characters`)}
          </p>
          <Button busy={build.isPending} disabled={isEmpty} whyNot={whyNot} onClick={() => isReady() && build.mutate(words)}>
            Build now
          </Button>
          <Button look="primary" disabled={isEmpty} onClick={plan} aria-keyshortcuts="Control+Enter Meta+Enter">
            See the plan
            <span className="ml-1.5 inline-flex align-middle opacity-75 max-sm:hidden">
              <Kbd keys="Mod Enter" plain />
            </span>
          </Button>
        </div>
      </div>
      <ul aria-label="Examples" className="mt-3 flex flex-wrap gap-1.5">
          {EXAMPLES.map((example) => (
            <li key={example.label} className="max-w-full">
              <button
                type="button"
                onClick={() => pick(example.wish)}
                className="h-7 rounded-full border px-3 text-xs text-muted transition-colors hover:border-line-strong hover:bg-hover hover:text-ink max-sm:h-9"
              >
                {example.label}
              </button>
            </li>
          ))}
        </ul>
    </div>
  )
}
