import clsx from 'clsx'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'info'

const TONES: Record<Tone, string> = {
  neutral: 'bg-selected text-muted inset-ring inset-ring-line-strong',
  accent: 'bg-accent-soft text-accent-ink',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
}

/** One word of state. `live`: it is going on now, and the dot breathes. */
export function Badge({ tone = 'neutral', dot = false, live = false, children }: { tone?: Tone; dot?: boolean; live?: boolean; children: ReactNode }) {
  return (
    <span className={clsx('inline-flex h-5 shrink-0 items-center gap-1.5 rounded-full px-2 text-2xs font-medium', TONES[tone])}>
      {(dot || live) && <span aria-hidden className={clsx('size-1.5 rounded-full bg-current', live && 'animate-[breathe_1.4s_ease-in-out_infinite]')} />}
      {children}
    </span>
  )
}
